package dev.holdfast.demo.web;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a page. What it protects: text from outside gets in escaped or not at all, because
 * only a template's own words are taken as markup. Immutable.
 */
final class Html {
  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /**
   * Fills each {@code {}} of a template with the next part: pieces as they are, all else escaped.
   *
   * @param template a constant, never text from outside
   */
  static Html of(String template, Object... parts) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (Object part : parts) {
      int blank = template.indexOf("{}", from);
      filled.append(template, from, blank);
      filled.append(part instanceof Html piece ? piece.markup : escape(part.toString()));
      from = blank + 2;
    }
    return new Html(filled.append(template.substring(from)).toString());
  }

  /** Pieces one after the other. */
  static Html all(Stream<Html> pieces) {
    return new Html(pieces.map(piece -> piece.markup).collect(Collectors.joining("\n")));
  }

  @Override
  public String toString() {
    return markup;
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
