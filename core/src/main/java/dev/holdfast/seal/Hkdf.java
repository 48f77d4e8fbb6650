package dev.holdfast.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with SHA-256: one strong key out of several inputs. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_LENGTH = 32;

  /** Never given a key; cloning it is cheaper than asking the security providers again. */
  private final Mac blank = newMac();

  /** {@code length} bytes, at most 255 times 32; the salt must not be empty. */
  byte[] derive(byte[] input, byte[] salt, byte[] info, int length) {
    byte[] extracted = keyed(salt).doFinal(input);
    Mac expand = keyed(extracted);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0, round = 1; done < length; done += HASH_LENGTH, round++) {
      expand.update(block);
      expand.update(info);
      expand.update((byte) round);
      block = expand.doFinal();
      System.arraycopy(block, 0, output, done, Math.min(HASH_LENGTH, length - done));
    }
    Arrays.fill(extracted, (byte) 0);
    return output;
  }

  private Mac keyed(byte[] key) {
    try {
      Mac mac = (Mac) blank.clone();
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA-256 takes any key and can be cloned", e);
    }
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
