package dev.holdfast.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a login leads: a path of this application, with its query. Only text that no browser can
 * read as another place becomes one (RFC 9700 §4.11).
 */
public final class ReturnPath {
  /** The application's front page. */
  public static final ReturnPath ROOT = new ReturnPath("/");

  private static final int LONGEST = 1024;
  private static final Pattern CHARACTERS =
      Pattern.compile("/(?![/\\\\])[\\x21-\\x7E&&[^\\\\\"<>^`{|}]]*");
  private static final Pattern FORBIDDEN_ESCAPE = Pattern.compile("(?i)%(?:[01][0-9a-f]|7f|5c)");
  private static final Pattern FORBIDDEN_IN_PATH =
      Pattern.compile("(?i)%2f|(?:^|/)(?:\\.|%2e){1,2}(?:/|;|$)");

  private final String text;

  private ReturnPath(String text) {
    this.text = text;
  }

  /** The path, if the text is a safe one; a fragment is dropped. */
  public static Optional<ReturnPath> parse(String hostile) {
    if (hostile.length() > LONGEST
        || !CHARACTERS.matcher(hostile).matches()
        || FORBIDDEN_ESCAPE.matcher(hostile).find()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(hostile);
      if (uri.isAbsolute()
          || uri.getRawAuthority() != null
          || FORBIDDEN_IN_PATH.matcher(uri.getRawPath()).find()) {
        return Optional.empty();
      }
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return Optional.of(new ReturnPath(uri.getRawPath() + query));
    } catch (URISyntaxException e) {
      return Optional.empty(); // no URI, no path
    }
  }

  /** Path and query, ASCII, beginning with a single slash. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReturnPath that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
