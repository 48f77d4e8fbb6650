package dev.holdfast.session;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The locators of stores that keep records on the server: 256 random bits as base64url text, with
 * no meaning inside. What is filed is their digest, so what a store keeps finds nothing.
 */
public final class Handles {
  private static final int BYTES = 32;
  private static final int LETTERS = 43;

  private Handles() {}

  /** A locator nobody had before. */
  public static Locator next(RandomBytes random) {
    return Locator.of(random.text(BYTES));
  }

  /** What the record of this locator is filed under; empty if the text cannot be a handle. */
  public static Optional<RecordId> idOf(Locator locator) {
    return isHandle(locator.value().reveal())
        ? Optional.of(new RecordId(HexFormat.of().formatHex(locator.digest())))
        : Optional.empty();
  }

  /** By hand: each request asks, and a regular expression would cost more than the digest. */
  private static boolean isHandle(String text) {
    if (text.length() != LETTERS) {
      return false;
    }
    for (int i = 0; i < LETTERS; i++) {
      if (!isLetter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }
}
