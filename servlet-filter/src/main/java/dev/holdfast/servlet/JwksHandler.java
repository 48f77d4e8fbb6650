package dev.holdfast.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Shows the provider this application's public keys (RFC 7517 §5). Anybody may ask; no session is
 * looked at. Caches may keep the answer for as long as a rollover waits at least.
 */
final class JwksHandler {
  private static final String KEPT = "public, max-age=300";

  private final Optional<byte[]> keys;
  private final ErrorPages errors;

  JwksHandler(Optional<String> keys, ErrorPages errors) {
    this.keys = keys.map(text -> text.getBytes(StandardCharsets.UTF_8));
    this.errors = errors;
  }

  void handle(Visit visit) throws IOException, ServletException {
    HttpServletResponse response = visit.response();
    if (keys.isEmpty()) {
      visit.keepPrivate();
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (visit.isMethod("GET") || visit.isMethod("HEAD")) {
      response.setContentType("application/jwk-set+json");
      response.setHeader("Cache-Control", KEPT);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentLength(keys.get().length);
      if (visit.isMethod("GET")) {
        response.getOutputStream().write(keys.get());
      }
    } else {
      errors.refuseMethod(visit, "GET, HEAD");
    }
  }
}
