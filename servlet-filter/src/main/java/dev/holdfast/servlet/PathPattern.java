package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Paths within the application, written as in a web.xml mapping: {@code /exact}, {@code /below/*}
 * (which includes {@code /below}), {@code *.extension}, and {@code /*} for everything.
 *
 * @param text as written
 */
public record PathPattern(String text) {

  /**
   * A pattern that is known to be one.
   *
   * @throws IllegalArgumentException if the text is none of the forms above
   */
  public PathPattern {
    if (!isPattern(text)) {
      throw new IllegalArgumentException("no /exact, /below/* or *.extension: " + text);
    }
  }

  /** The pattern; empty if the text is none of the forms above. */
  public static Optional<PathPattern> parse(String text) {
    return isPattern(text) ? Optional.of(new PathPattern(text)) : Optional.empty();
  }

  private static boolean isPattern(String text) {
    boolean path = text.startsWith("/") && !stem(text).contains("*");
    boolean extension = text.startsWith("*.") && text.length() > 2 && text.indexOf('/') < 0;
    return path || extension;
  }

  /** Those that a setting lists; what is none is a problem. */
  static List<PathPattern> read(Settings settings, String name, List<String> otherwise) {
    return settings.words(name, otherwise).stream()
        .flatMap(word -> parsed(settings, name, word))
        .toList();
  }

  private static Stream<PathPattern> parsed(Settings settings, String name, String word) {
    Optional<PathPattern> pattern = parse(word);
    if (pattern.isEmpty()) {
      settings.problem(name, "has a pattern that is not /exact, /below/* or *.extension");
    }
    return pattern.stream();
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
