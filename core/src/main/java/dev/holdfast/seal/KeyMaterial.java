package dev.holdfast.seal;

import dev.holdfast.secret.SecretBytes;
import java.util.Base64;

/** What makes 32 bytes good enough to be a server's key. */
final class KeyMaterial {
  static final int LENGTH = 32;
  static final String ADVICE = "; make a key with: openssl rand -base64 32";

  private KeyMaterial() {}

  /**
   * Reads a key in base64.
   *
   * @throws IllegalArgumentException if it is no key; the message does not repeat the text
   */
  static SecretBytes parse(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a key is not written in base64" + ADVICE);
    }
    return checked(SecretBytes.of(bytes));
  }

  static SecretBytes checked(SecretBytes key) {
    if (key.length() != LENGTH) {
      throw new IllegalArgumentException(
          "a key has " + key.length() + " bytes instead of " + LENGTH + ADVICE);
    }
    byte[] bytes = key.reveal();
    for (byte each : bytes) {
      if (each != bytes[0]) {
        return key;
      }
    }
    throw new IllegalArgumentException("a key repeats one byte only" + ADVICE);
  }
}
