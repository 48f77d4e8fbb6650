package dev.holdfast.containers;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request over HTTP/1.1 exactly as written, which no client would send. */
final class RawRequest {
  private static final int PATIENCE_MILLIS = 30_000;

  private RawRequest() {}

  /**
   * Sends it on a connection of its own; the whole answer.
   *
   * @param start the method and the path
   * @param lines further lines of the head
   */
  static String answer(Shop shop, String start, List<String> lines) {
    URI home = URI.create(shop.home());
    StringBuilder head = new StringBuilder();
    head.append(start).append(" HTTP/1.1\r\nHost: ").append(home.getAuthority());
    lines.forEach(line -> head.append("\r\n").append(line));
    head.append("\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket(home.getHost(), home.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + start, e);
    }
  }
}
