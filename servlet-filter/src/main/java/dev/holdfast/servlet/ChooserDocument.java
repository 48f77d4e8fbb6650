package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page on which people choose where to log in: links, and nothing that runs. */
final class ChooserDocument {
  private final Template template;

  private ChooserDocument(Template template) {
    this.template = template;
  }

  static ChooserDocument load() {
    return new ChooserDocument(Template.load("chooser.html", "error.css"));
  }

  /** Answers with the page. */
  void send(HttpServletResponse response, Map<String, String> addresses) throws IOException {
    StringBuilder links = new StringBuilder();
    addresses.forEach(
        (label, address) ->
            links.append(
                "<li><a href=\"%s\">%s</a></li>\n"
                    .formatted(Template.escaped(address), Template.escaped(label))));
    template.protect(response);
    byte[] page = template.html().replace("{{links}}", links).getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
