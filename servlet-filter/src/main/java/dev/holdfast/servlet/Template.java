package dev.holdfast.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of this filter's own. It loads nothing, runs nothing, and cannot be framed.
 *
 * @param html with gaps in double braces
 * @param policy the {@code Content-Security-Policy} that allows its style and nothing else
 */
record Template(String html, String policy) {
  private static final Pattern GAP = Pattern.compile("\\{\\{([a-z]+)}}");

  /** A page with its style, both by the names of their resources. */
  static Template load(String page, String sheet) {
    String style = resource(sheet);
    return new Template(
        resource(page).replace("{{style}}", style),
        "default-src 'none'; style-src 'sha256-"
            + sha256(style)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  }

  /** The page with these texts in its gaps, escaped; a gap that has none stays. */
  String filled(Map<String, String> texts) {
    return GAP.matcher(html)
        .replaceAll(
            gap -> {
              String text = texts.get(gap.group(1));
              return Matcher.quoteReplacement(text == null ? gap.group() : escaped(text));
            });
  }

  /** Answers with a page of this template, and the headers that hold it to its policy. */
  void send(Visit visit, String page) throws IOException {
    visit.response().setHeader("Content-Security-Policy", policy);
    visit.write("text/html;charset=UTF-8", page);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
