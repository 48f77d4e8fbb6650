package dev.holdfast.servlet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An API that a test writes byte by byte: it checks nothing, and may be as slow or rude as it
 * likes. Each connection is one conversation.
 */
final class RawApi implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService workers = Executors.newCachedThreadPool(RawApi::daemon);
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What the API does after it has read the head of a request. */
  @FunctionalInterface
  interface Conversation {
    void hold(InputStream in, OutputStream out) throws IOException;
  }

  private RawApi(ServerSocket server) {
    this.server = server;
  }

  /** Listens on a free port of 127.0.0.1. */
  static RawApi start(Conversation conversation) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      RawApi api = new RawApi(new ServerSocket(0, 256, loopback));
      api.workers.execute(() -> api.accept(conversation));
      return api;
    } catch (IOException noSocket) {
      throw new UncheckedIOException(noSocket);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-api");
    thread.setDaemon(true);
    return thread;
  }

  private void accept(Conversation conversation) {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        workers.execute(() -> converse(socket, conversation));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void converse(Socket socket, Conversation conversation) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      if (!head.isEmpty()) {
        heads.add(head);
        conversation.hold(in, socket.getOutputStream());
      }
    } catch (IOException gone) {
      // the other side is allowed to go
    } finally {
      open.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Writes ASCII at once. */
  static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** The head of a 200 with text, and further lines. */
  static void sayHead(OutputStream out, String... lines) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    say(out, head.append("\r\n").toString());
  }

  /** The head of a 200 with this many bytes of text. */
  static void sayLength(OutputStream out, long length) throws IOException {
    sayHead(out, "Content-Type: text/plain", "Content-Length: " + length);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** The head of every request so far. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  /** Connections that neither side has closed. */
  int connections() {
    return open.size();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      workers.shutdownNow();
    }
  }
}
