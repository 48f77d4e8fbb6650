package dev.holdfast.demo.proof;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The nonces a server asks clients to put into their proofs. A nonce is its own birth time and a
 * keyed hash of it, so nothing is stored, and an older one stays good for a short window.
 * Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 section 8</a>
 */
public final class Nonces {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int TAG_BYTES = 16;

  private final NoncePolicy policy;
  private final InstantSource time;
  private volatile byte[] key;

  /**
   * @param key 32 secret bytes
   */
  public Nonces(NoncePolicy policy, InstantSource time, byte[] key) {
    this.policy = policy;
    this.time = time;
    this.key = key.clone();
  }

  /** Whether a proof without a nonce is refused. */
  public boolean wanted() {
    return policy.wanted();
  }

  /** A fresh nonce for the next answer; empty when this server wants none. */
  public Optional<String> next() {
    return wanted() ? Optional.of(stamp(time.instant().toEpochMilli())) : Optional.empty();
  }

  /** Whether a proof with this nonce may pass. */
  boolean accepts(@Nullable String nonce) {
    return !wanted() || (nonce != null && isOurs(nonce) && age(nonce).compareTo(window()) <= 0);
  }

  /** From now on every nonce given out so far is refused, as if it had grown old. */
  public void forget() {
    byte[] old = key;
    key = tag(old, old);
  }

  private Duration window() {
    return policy.window();
  }

  private String stamp(long millis) {
    byte[] born = ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    byte[] tag = Arrays.copyOf(tag(key, born), TAG_BYTES);
    byte[] nonce = ByteBuffer.allocate(Long.BYTES + TAG_BYTES).put(born).put(tag).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  private boolean isOurs(String nonce) {
    byte[] given = decode(nonce);
    return given.length == Long.BYTES + TAG_BYTES
        && MessageDigest.isEqual(given, decode(stamp(ByteBuffer.wrap(given).getLong())));
  }

  private Duration age(String nonce) {
    Instant born = Instant.ofEpochMilli(ByteBuffer.wrap(decode(nonce)).getLong());
    return Duration.between(born, time.instant());
  }

  private static byte[] decode(String nonce) {
    try {
      return Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private static byte[] tag(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
