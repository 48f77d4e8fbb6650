package dev.holdfast.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Text that must not reach a log, a message or a {@code toString}. Immutable. */
public final class SecretText {
  private final String text;

  private SecretText(String text) {
    this.text = text;
  }

  /**
   * Wraps a secret.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public static SecretText of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    return new SecretText(text);
  }

  /** The text itself. Every call site is a place to review. */
  public String reveal() {
    return text;
  }

  /** Compares in constant time for texts of equal length. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  /** Constant: a secret is no map key. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
