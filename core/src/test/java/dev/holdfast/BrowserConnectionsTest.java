package dev.holdfast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the browser of these tests does about connections, as people's browsers do. */
@Timeout(30)
class BrowserConnectionsTest {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private ServerSocket server;
  private Browser browser;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    browser = Browser.at(URI.create("http://127.0.0.1:" + server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void a_form_that_met_a_kept_connection_just_closed_is_sent_on_a_new_one() throws Exception {
    CompletableFuture<Void> answering =
        serve(
            () -> {
              try (Socket kept = server.accept()) {
                answer(kept);
                readHead(kept);
              }
              try (Socket fresh = server.accept()) {
                answer(fresh);
              }
            });

    assertThat(browser.get("/").status()).isEqualTo(200);
    assertThat(browser.post("/", Map.of("a", "b")).status()).isEqualTo(200);
    answering.get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_server_that_answers_nobody_is_asked_twice_and_told_of() throws Exception {
    CompletableFuture<Void> silent =
        serve(
            () -> {
              for (int i = 0; i < 2; i++) {
                try (Socket socket = server.accept()) {
                  readHead(socket);
                }
              }
            });

    assertThatThrownBy(() -> browser.post("/", Map.of("a", "b")))
        .hasRootCauseInstanceOf(IOException.class);
    silent.get(10, TimeUnit.SECONDS);
  }

  private interface Serving {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> serve(Serving serving) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            serving.run();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static void answer(Socket socket) throws IOException {
    readHead(socket);
    socket.getOutputStream().write(ANSWER.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static void readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the browser left");
      }
      head.append((char) next);
    }
  }
}
