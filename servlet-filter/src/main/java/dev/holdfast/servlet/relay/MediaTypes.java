package dev.holdfast.servlet.relay;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kinds of content that an API may send to the browser. What this protects: whatever could run
 * as a page or script of this origin passes only if it is listed by its full name, and HTML never
 * does. A {@code *} stands for any letters.
 *
 * @param patterns in lower case
 */
record MediaTypes(List<String> patterns) {
  /** Data, text and files. */
  static final MediaTypes STANDARD =
      new MediaTypes(
          List.of(
              "application/json",
              "application/*+json",
              "application/octet-stream",
              "application/pdf",
              "text/plain",
              "text/csv",
              "text/event-stream"));

  private static final Pattern FORM = Pattern.compile("[a-z0-9!#$&^_.+*-]+/[a-z0-9!#$&^_.+*-]+");
  private static final Set<String> PAGES =
      Set.of("text/html", "application/xhtml+xml", "multipart/x-mixed-replace");
  private static final Pattern ACTIVE =
      Pattern.compile(".*[/+]xml|.*/(?:x-)?(?:java|ecma|j|live)script|text/css|application/wasm");

  /** Copies the list. */
  MediaTypes {
    patterns = List.copyOf(patterns);
  }

  /** What is wrong with a pattern; empty if nothing. */
  static Optional<String> complaint(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    if (!FORM.matcher(lower).matches() || lower.indexOf('*') != lower.lastIndexOf('*')) {
      return Optional.of("is no type such as application/json, application/*+json or image/*");
    }
    return PAGES.contains(lower)
        ? Optional.of("lists " + lower + ", which a browser would show as a page of this origin")
        : Optional.empty();
  }

  /** Whether a {@code Content-Type} may pass. */
  boolean allow(String contentType) {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    String lower = type.toLowerCase(Locale.ROOT);
    if (!FORM.matcher(lower).matches() || lower.contains("*") || PAGES.contains(lower)) {
      return false;
    }
    return ACTIVE.matcher(lower).matches()
        ? patterns.contains(lower)
        : patterns.stream().anyMatch(pattern -> covers(pattern, lower));
  }

  private static boolean covers(String pattern, String type) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(type);
    }
    String before = pattern.substring(0, star);
    String after = pattern.substring(star + 1);
    return type.length() >= before.length() + after.length()
        && type.startsWith(before)
        && type.endsWith(after);
  }
}
