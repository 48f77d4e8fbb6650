package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a form as it was sent. The container's own parameters are never asked for: they mix
 * body and query (Servlet §3.1).
 */
final class FormBody {
  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final int LONGEST = 32 * 1024;

  private FormBody() {}

  /** Empty if it is none, or longer than 32 KiB; so much is read that its sender gets an answer. */
  static Optional<String> read(HttpServletRequest request) throws IOException {
    if (!isForm(request.getContentType())) {
      return Optional.empty();
    }
    byte[] body = request.getInputStream().readNBytes(2 * LONGEST);
    return body.length > LONGEST
        ? Optional.empty()
        : Optional.of(new String(body, StandardCharsets.UTF_8));
  }

  static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(TYPE);
  }
}
