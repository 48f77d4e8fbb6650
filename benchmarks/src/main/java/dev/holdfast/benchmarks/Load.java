package dev.holdfast.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a server over several connections at once, each the next when it has its answer. */
final class Load implements AutoCloseable {
  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Connects.
   *
   * @param cookies the {@code Cookie} headers; each connection takes its share of them in turn, or
   *     all the same one
   */
  Load(int port, int count, List<String> cookies) throws IOException {
    for (int i = 0; i < count; i++) {
      List<byte[]> requests = new ArrayList<>();
      for (int n = i % cookies.size(); n < cookies.size(); n += count) {
        requests.add(request(cookies.get(n)));
      }
      connections.add(new Connection(port, requests));
    }
    this.threads = Executors.newFixedThreadPool(count);
  }

  private static byte[] request(String cookie) {
    return ("GET /hello HTTP/1.1\r\nHost: shop.example.com\r\nAccept: text/html\r\nCookie: "
            + cookie
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Asks so many times in all; fails unless every answer is the page. */
  void run(int requests) throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (Connection connection : connections) {
      work.add(() -> connection.ask(requests / connections.size()));
    }
    for (Future<Void> done : threads.invokeAll(work)) {
      done.get();
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdown();
    for (Connection connection : connections) {
      connection.socket.close();
    }
  }

  /** One connection, kept open. For one thread at a time. */
  private static final class Connection {
    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final List<byte[]> requests;
    private final byte[] answer;
    private int next;

    Connection(int port, List<byte[]> requests) throws IOException {
      this.socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      this.out = socket.getOutputStream();
      this.in = new DataInputStream(socket.getInputStream());
      this.requests = requests;
      this.answer = new byte[firstAnswer()];
    }

    @SuppressWarnings("checkstyle:ReturnCount")
    Void ask(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        out.write(requests.get(next));
        next = (next + 1) % requests.size();
        in.readFully(answer);
        if (answer[0] != 'H' || answer[9] != '2') {
          throw new IOException("not 200: " + new String(answer, StandardCharsets.UTF_8));
        }
      }
      return null;
    }

    /** Reads the first answer to its end: all others are as long. */
    private int firstAnswer() throws IOException {
      out.write(requests.get(0));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      if (!head.toString().startsWith("HTTP/1.1 200")) {
        throw new IOException(head.toString());
      }
      int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
      int body = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
      in.readFully(new byte[body]);
      return head.length() + body;
    }
  }
}
