package dev.holdfast.servlet;

import java.util.Optional;

/**
 * Paths within the application, written as in a web.xml mapping: {@code /exact}, {@code /below/*}
 * (which includes {@code /below}), {@code *.extension}, and {@code /*} for everything.
 *
 * @param text as written
 */
public record PathPattern(String text) {

  /** The pattern; empty if the text is none of the forms above. */
  public static Optional<PathPattern> parse(String text) {
    boolean path = text.startsWith("/") && !stem(text).contains("*");
    boolean extension = text.startsWith("*.") && text.length() > 2 && text.indexOf('/') < 0;
    return path || extension ? Optional.of(new PathPattern(text)) : Optional.empty();
  }

  private static String stem(String text) {
    return text.endsWith("/*") ? text.substring(0, text.length() - 2) : text;
  }

  /** Whether a path, decoded and without parameters, is one of these. */
  public boolean matches(String path) {
    if (text.startsWith("*.")) {
      return path.endsWith(text.substring(1));
    }
    String stem = stem(text);
    return path.equals(stem)
        || (stem.length() < text.length() && (stem.isEmpty() || path.startsWith(stem + "/")));
  }

  @Override
  public String toString() {
    return text;
  }
}
