package dev.holdfast.seal;

import dev.holdfast.secret.SecretBytes;
import java.util.Optional;

/**
 * What a browser holds: where a record is found, and what opens it. Does not print.
 *
 * @param locator where the record is found
 * @param secret 32 bytes, or none for a record that only the server's key opens
 */
public record Ticket(Locator locator, SecretBytes secret) {
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int SECRET_LENGTH = 32;

  /** The text for a cookie: the locator, and the secret behind a dot. */
  public String text() {
    String found = locator.value().reveal();
    return secret.length() == 0 ? found : found + "." + Base64Url.encode(secret.reveal());
  }

  /** Reads hostile text. Empty for anything that {@link #text()} does not write. */
  public static Optional<Ticket> parse(String hostile) {
    int dot = hostile.indexOf('.');
    String found = dot < 0 ? hostile : hostile.substring(0, dot);
    if (hostile.length() > LONGEST_TEXT || found.isEmpty() || !isBase64Url(found)) {
      return Optional.empty();
    }
    return dot < 0
        ? Optional.of(new Ticket(Locator.of(found), SecretBytes.none()))
        : Base64Url.decode(hostile.substring(dot + 1))
            .filter(bytes -> bytes.length == SECRET_LENGTH)
            .map(bytes -> new Ticket(Locator.of(found), SecretBytes.of(bytes)));
  }

  /** Letter by letter: a cookie is long, and a regular expression costs more than to open it. */
  private static boolean isBase64Url(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "Ticket[***]";
  }
}
