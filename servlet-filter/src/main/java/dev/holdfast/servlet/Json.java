package dev.holdfast.servlet;

import dev.holdfast.provider.Claims;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a script of the application. Never kept by a cache. */
final class Json {
  private Json() {}

  static void send(Visit visit, Claims members) throws IOException {
    send(visit, members.toJson());
  }

  static void send(Visit visit, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    visit.keepPrivate();
    visit.response().setHeader("X-Content-Type-Options", "nosniff");
    visit.response().setContentType("application/json");
    visit.response().setContentLength(bytes.length);
    visit.response().getOutputStream().write(bytes);
  }
}
