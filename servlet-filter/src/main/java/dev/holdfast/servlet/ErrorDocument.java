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
 * The page that people see when something goes wrong. It loads nothing, runs nothing, and cannot be
 * framed.
 *
 * @param html with gaps in double braces
 * @param policy the {@code Content-Security-Policy} that allows its style and nothing else
 */
record ErrorDocument(String html, String policy) {
  private static final Pattern GAP = Pattern.compile("\\{\\{([a-z]+)}}");

  static ErrorDocument load() {
    String style = resource("error.css");
    return new ErrorDocument(
        resource("error.html").replace("{{style}}", style),
        "default-src 'none'; style-src 'sha256-"
            + sha256(style)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
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
    return GAP.matcher(html)
        .replaceAll(gap -> Matcher.quoteReplacement(escaped(texts.getOrDefault(gap.group(1), ""))));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(ErrorDocument.class.getResourceAsStream(name), name)) {
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
