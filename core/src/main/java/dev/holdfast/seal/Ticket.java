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

  /**
   * Reads hostile text. Empty if it is too long, has no locator, or has no proper secret behind its
   * dot. Whether the locator is one, only its store can tell.
   */
  public static Optional<Ticket> parse(String hostile) {
    int dot = hostile.indexOf('.');
    String found = dot < 0 ? hostile : hostile.substring(0, dot);
    if (hostile.length() > LONGEST_TEXT || found.isBlank()) {
      return Optional.empty();
    }
    return dot < 0
        ? Optional.of(new Ticket(Locator.of(found), SecretBytes.none()))
        : Base64Url.decode(hostile.substring(dot + 1))
            .filter(bytes -> bytes.length == SECRET_LENGTH)
            .map(bytes -> new Ticket(Locator.of(found), SecretBytes.of(bytes)));
  }

  @Override
  public String toString() {
    return "Ticket[***]";
  }
}
