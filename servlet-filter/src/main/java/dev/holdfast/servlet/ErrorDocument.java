package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page that people see when something goes wrong.
 *
 * @param template with a gap for each text
 */
record ErrorDocument(Template template) {
  private static final Pattern GAP = Pattern.compile("\\{\\{([a-z]+)}}");

  static ErrorDocument load() {
    return new ErrorDocument(Template.load("error.html", "error.css"));
  }

  void protect(HttpServletResponse response) {
    template.protect(response);
  }

  /** The page for one error. */
  String of(Advice advice, String href, String code, String reference) {
    Map<String, String> texts =
        Map.of(
            "title",
            advice.title(),
            "what",
            advice.what(),
            "help",
            advice.help(),
            "href",
            href,
            "link",
            advice.next().label,
            "code",
            code,
            "reference",
            reference);
    return GAP.matcher(template.html())
        .replaceAll(
            gap ->
                Matcher.quoteReplacement(Template.escaped(texts.getOrDefault(gap.group(1), ""))));
  }
}
