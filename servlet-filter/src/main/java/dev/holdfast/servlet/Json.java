package dev.holdfast.servlet;

import dev.holdfast.provider.Claims;
import java.io.IOException;

/** Answers a script of the application. Never kept by a cache. */
final class Json {
  private Json() {}

  static void send(Visit visit, Claims members) throws IOException {
    send(visit, members.toJson());
  }

  static void send(Visit visit, String json) throws IOException {
    visit.keepPrivate();
    visit.write("application/json", json);
  }
}
