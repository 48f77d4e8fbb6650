package dev.holdfast.servlet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One connection to the shop, written and read byte by byte. */
final class RawBrowser implements AutoCloseable {
  private static final int SMALL = 16 * 1024;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final URI home;
  private String cookies = "none=none";

  private RawBrowser(Socket socket, URI home) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.home = home;
  }

  /** With small buffers, so that it soon shows who reads and who does not. */
  static RawBrowser connect(URI home) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(SMALL);
      socket.setSendBufferSize(SMALL);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(home.getHost(), home.getPort()));
      return new RawBrowser(socket, home);
    } catch (IOException e) {
      throw new AssertionError("the shop does not listen", e);
    }
  }

  /** From now on it brings these. */
  RawBrowser with(Map<String, String> newCookies) {
    cookies =
        newCookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return this;
  }

  /** Sends the head of a request, with further lines. */
  RawBrowser ask(String method, String path, String... lines) throws IOException {
    String[] all = Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = "Sec-Fetch-Site: same-origin";
    return askAsOlder(method, path, all);
  }

  /** The same, without saying where the script is from. */
  RawBrowser askAsOlder(String method, String path, String... lines) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(home.getAuthority()).append("\r\n");
    head.append("Cookie: ").append(cookies).append("\r\n");
    head.append("X-Requested-By: shop\r\n");
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    out().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    out().flush();
    return this;
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  InputStream in() {
    return in;
  }

  /** Reads up to the end of the head. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended within the head: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Sends a whole request and reads the whole answer, whose length is announced; its status. */
  int call(String method, String path, String body) throws IOException {
    ask(method, path, "Content-Length: " + body.length());
    out().write(body.getBytes(StandardCharsets.US_ASCII));
    out().flush();
    String head = head();
    var length = LENGTH.matcher(head);
    if (!length.find()) {
      throw new IOException("no length in " + head);
    }
    in.skipNBytes(Long.parseLong(length.group(1)));
    return Integer.parseInt(head.substring(9, 12));
  }

  /** Everything until the other side closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
