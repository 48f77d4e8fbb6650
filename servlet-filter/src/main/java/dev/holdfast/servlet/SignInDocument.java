package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page from which people go to a login: links, and nothing that runs. */
final class SignInDocument {
  private final Template template;

  private SignInDocument(Template template) {
    this.template = template;
  }

  static SignInDocument load() {
    return new SignInDocument(Template.load("signin.html", "error.css"));
  }

  /** Answers with the page: what it says, and the addresses by their labels. */
  void send(HttpServletResponse response, String text, Map<String, String> addresses)
      throws IOException {
    StringBuilder links = new StringBuilder();
    addresses.forEach(
        (label, address) ->
            links.append(
                "<li><a href=\"%s\">%s</a></li>\n"
                    .formatted(Template.escaped(address), Template.escaped(label))));
    template.protect(response);
    byte[] page =
        template
            .html()
            .replace("{{text}}", Template.escaped(text))
            .replace("{{links}}", links)
            .getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
