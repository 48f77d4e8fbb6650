package dev.holdfast.seal;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts records and opens them again.
 *
 * <p><b>What this protects.</b> Who holds an envelope learns its length, its expiry and the id of
 * the key, and nothing else; who changes one bit of it, or presents it as a record of another
 * purpose or registration, has nothing. A record sealed with a secret needs both that secret and
 * the server's key. <b>What it does not.</b> An envelope can be presented again until it expires; a
 * record sealed without a secret lies open to whoever has the server's key.
 *
 * <p>AES-256-GCM, under a key used for one envelope only: HKDF-SHA-256 over the server's key, the
 * secret and a random salt. Hence the number of envelopes per server key needs no counting.
 * Thread-safe; blocks only if the source of random bytes does.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 */
public final class Sealer {
  private static final String AES_GCM = "AES/GCM/NoPadding";

  private final KeyRing ring;
  private final RandomBytes random;
  private final InstantSource time;
  private final Hkdf hkdf = new Hkdf();

  /** The one the platform prefers, found once: looking through all of them costs like opening. */
  private final Provider aesGcm = newCipher().getProvider();

  /** Stands in for an unknown key, so that refusing takes as long as for a known one. */
  private final SecretBytes decoy;

  public Sealer(KeyRing ring, RandomBytes random, InstantSource time) {
    this.ring = ring;
    this.random = random;
    this.time = time;
    this.decoy = SecretBytes.of(random.next(KeyMaterial.LENGTH));
  }

  /**
   * Seals with the ring's current key.
   *
   * @param secret 32 bytes that are kept apart from the envelope, or {@link SecretBytes#none()}
   * @param expiresAt when the envelope stops to open; kept to the millisecond
   */
  public byte[] seal(SealScope scope, SecretBytes secret, Instant expiresAt, byte[] plain) {
    SealKey key = ring.current();
    Envelope envelope = Envelope.empty(key.id(), expiresAt, plain.length);
    envelope.fillRandom(random.next(Envelope.SALT + Envelope.IV));
    byte[] context = context(scope);
    SecretKeySpec messageKey = messageKey(key.bytes(), secret, envelope, context);
    try {
      cipher(Cipher.ENCRYPT_MODE, envelope, messageKey, context)
          .doFinal(plain, 0, plain.length, envelope.bytes(), envelope.cipherStart());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM seals any bytes", e);
    }
    return envelope.bytes();
  }

  /**
   * Opens an envelope. Empty if it is truncated, altered, expired, of another version, scope or
   * secret, or sealed by a key that is not in the ring; outside, these look the same. Exactly one
   * key is tried. An unknown key id costs as much as a wrong tag.
   */
  public Optional<Opened> open(SealScope scope, SecretBytes secret, byte[] bytes) {
    return Envelope.read(bytes).flatMap(envelope -> open(scope, secret, envelope));
  }

  private Optional<Opened> open(SealScope scope, SecretBytes secret, Envelope envelope) {
    String keyId = envelope.keyId();
    SecretBytes serverKey = ring.find(keyId).map(SealKey::bytes).orElse(decoy);
    byte[] context = context(scope);
    SecretKeySpec messageKey = messageKey(serverKey, secret, envelope, context);
    byte[] plain;
    try {
      plain =
          cipher(Cipher.DECRYPT_MODE, envelope, messageKey, context)
              .doFinal(envelope.bytes(), envelope.cipherStart(), envelope.cipherLength());
    } catch (AEADBadTagException altered) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM opens or refuses any bytes", e);
    }
    Instant expiresAt = envelope.expiresAt();
    return time.instant().isBefore(expiresAt)
        ? Optional.of(new Opened(plain, expiresAt, keyId))
        : Optional.empty();
  }

  private SecretKeySpec messageKey(
      SecretBytes serverKey, SecretBytes secret, Envelope envelope, byte[] context) {
    byte[] input = concat(serverKey.reveal(), secret.reveal());
    byte[] key = hkdf.derive(input, envelope.salt(), context, KeyMaterial.LENGTH);
    Arrays.fill(input, (byte) 0);
    return new SecretKeySpec(key, "AES");
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance(AES_GCM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, Envelope envelope, SecretKeySpec key, byte[] context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(AES_GCM, aesGcm);
    cipher.init(
        mode,
        key,
        new GCMParameterSpec(
            Envelope.TAG * Byte.SIZE, envelope.bytes(), envelope.ivStart(), Envelope.IV));
    cipher.updateAAD(envelope.bytes(), 0, envelope.headerLength());
    cipher.updateAAD(context);
    return cipher;
  }

  /** Version, purpose, registration: the key's info, and with the header the associated data. */
  private static byte[] context(SealScope scope) {
    return concat(
        new byte[] {Envelope.VERSION, scope.purpose().id()},
        scope.registration().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
