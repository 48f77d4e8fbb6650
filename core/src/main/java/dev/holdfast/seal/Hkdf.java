package dev.holdfast.seal;

import java.util.Arrays;
import javax.crypto.Mac;

/**
 * HKDF with SHA-256: one strong key out of several inputs. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
final class Hkdf {
  private static final int HASH_LENGTH = 32;

  private final HmacSha256 hmac = new HmacSha256();

  /** {@code length} bytes, at most 255 times 32; the salt must not be empty. */
  byte[] derive(byte[] input, byte[] salt, byte[] info, int length) {
    byte[] extracted = hmac.keyed(salt).doFinal(input);
    Mac expand = hmac.keyed(extracted);
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
}
