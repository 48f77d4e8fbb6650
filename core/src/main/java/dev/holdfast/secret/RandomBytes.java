package dev.holdfast.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Where randomness comes from. Thread-safe; must not block. */
@FunctionalInterface
public interface RandomBytes {

  /** Fresh bytes, unpredictable to anybody else. */
  byte[] next(int length);

  /** {@code length} random bytes as base64url text without padding. */
  default String text(int length) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(next(length));
  }

  /** The platform's {@link SecureRandom}. */
  static RandomBytes secure() {
    SecureRandom random = new SecureRandom();
    return length -> {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
