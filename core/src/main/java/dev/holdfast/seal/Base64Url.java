package dev.holdfast.seal;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding, one text for each value (RFC 4648 §3.5 and §5). */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * The bytes of hostile text. Empty for anything that {@link #encode} would not have written:
   * padding, a foreign character, unused bits that are set.
   */
  public static Optional<byte[]> decode(String text) {
    if (text.endsWith("=")) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException foreignText) {
      return Optional.empty();
    }
    return text.endsWith(lastGroup(bytes)) ? Optional.of(bytes) : Optional.empty();
  }

  /**
   * The characters of the last, incomplete group of three bytes: the only ones with unused bits.
   */
  private static String lastGroup(byte[] bytes) {
    return encode(Arrays.copyOfRange(bytes, bytes.length - bytes.length % 3, bytes.length));
  }
}
