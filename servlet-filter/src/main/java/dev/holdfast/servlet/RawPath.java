package dev.holdfast.servlet;

import java.util.regex.Pattern;

/**
 * Judges a path as it stood in the request line. Containers, proxies and applications disagree on
 * how the doubtful ones are read, so that a rule for one reading does not hold for another.
 */
final class RawPath {
  private static final Pattern ESCAPED_SEPARATOR_OR_CONTROL =
      Pattern.compile("(?i)%(?:2f|5c|[01][0-9a-f]|7f)");
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(?i)(?:^|/)(?:\\.|%2e){1,2}(?:;[^/]*)?(?=/|$)");

  private RawPath() {}

  /** Whether the path may lead elsewhere than it seems to: never acceptable. */
  static boolean isTreacherous(String rawPath) {
    boolean escapes = rawPath.indexOf('%') >= 0;
    boolean dots = escapes || rawPath.indexOf('.') >= 0;
    return rawPath.indexOf('\\') >= 0
        || hasControl(rawPath)
        || (escapes && ESCAPED_SEPARATOR_OR_CONTROL.matcher(rawPath).find())
        || (dots && DOT_SEGMENT.matcher(rawPath).find());
  }

  private static boolean hasControl(String rawPath) {
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      if (c <= ' ' || c == '\u007f') {
        return true;
      }
    }
    return false;
  }

  /** Whether the path is one of several spellings: not acceptable where access depends on it. */
  static boolean isLoose(String rawPath) {
    return rawPath.indexOf(';') >= 0 || rawPath.contains("//");
  }
}
