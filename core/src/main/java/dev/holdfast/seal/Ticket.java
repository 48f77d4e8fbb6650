package dev.holdfast.seal;

import dev.holdfast.secret.SecretBytes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser holds: where a record is found, and what opens it. Does not print.
 *
 * @param locator where the record is found
 * @param secret 32 bytes, or none for a record that only the server's key opens
 */
public record Ticket(Locator locator, SecretBytes secret) {
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int SECRET_LENGTH = 32;
  private static final Pattern TEXT =
      Pattern.compile("([A-Za-z0-9_-]++)(?:\\.([A-Za-z0-9_-]{43}))?");

  /** The text for a cookie: the locator, and the secret behind a dot. */
  public String text() {
    String found = locator.value().reveal();
    return secret.length() == 0 ? found : found + "." + Base64Url.encode(secret.reveal());
  }

  /** Reads hostile text. Empty for anything that {@link #text()} does not write. */
  public static Optional<Ticket> parse(String hostile) {
    if (hostile.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    Matcher text = TEXT.matcher(hostile);
    if (!text.matches()) {
      return Optional.empty();
    }
    Locator locator = Locator.of(text.group(1));
    String secret = text.group(2);
    return secret == null
        ? Optional.of(new Ticket(locator, SecretBytes.none()))
        : Base64Url.decode(secret)
            .filter(bytes -> bytes.length == SECRET_LENGTH)
            .map(bytes -> new Ticket(locator, SecretBytes.of(bytes)));
  }

  @Override
  public String toString() {
    return "Ticket[***]";
  }
}
