package dev.holdfast.demo.provider;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A page of the provider: a template from the class path with its blanks filled in. */
final class Page {
  /** No scripts, nothing from elsewhere. Form targets stay open: a login ends at the client. */
  static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private final String template;

  Page(String resource) {
    this.template = read(resource);
  }

  /** Fills each {@code {{name}}} with its value, escaped. */
  void send(HttpServletResponse response, Map<String, String> blanks) throws IOException {
    String html = template;
    for (Map.Entry<String, String> blank : blanks.entrySet()) {
      html = html.replace("{{" + blank.getKey() + "}}", escape(blank.getValue()));
    }
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(html);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("{", "&#123;");
  }

  private static String read(String resource) {
    try (InputStream in = Page.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
