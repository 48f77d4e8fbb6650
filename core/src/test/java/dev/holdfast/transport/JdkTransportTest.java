package dev.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JdkTransportTest {
  private static final int CAP = 64 * 1024;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpTransport transport = transport(Duration.ofSeconds(20));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void a_call_arrives_as_it_was_written_and_so_does_the_answer() throws IOException {
    answer(
        "/token",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String seen =
              exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("DPoP");
          exchange.getResponseHeaders().add("DPoP-Nonce", "a");
          exchange.getResponseHeaders().add("dpop-nonce", "b");
          reply(exchange, 400, (seen + " " + body).getBytes(StandardCharsets.UTF_8));
        });
    HttpReply reply =
        transport.send(new HttpCall("POST", at("/token"), Map.of("DPoP", "proof"), "grant=é"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo("POST proof grant=é");
    assertThat(reply.all("dpop-Nonce")).isEqualTo(List.of("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @DisplayName("NET-03: a redirect is an answer, not an instruction")
  void a_redirect_is_not_followed(int status) throws IOException {
    answer("/elsewhere", exchange -> reply(exchange, 200, new byte[0]));
    answer(
        "/token",
        exchange -> {
          exchange.getResponseHeaders().add("Location", at("/elsewhere").toString());
          reply(exchange, status, new byte[0]);
        });
    assertThat(transport.send(post("/token")).status()).isEqualTo(status);
    assertThat(requests).hasValue(1);
  }

  @Test
  @DisplayName("NET-03: nor is a client accepted that would follow it")
  void a_client_that_does_more_than_send_is_refused() {
    List<HttpClient.Builder> clients =
        List.of(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL),
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS),
            HttpClient.newBuilder().cookieHandler(new CookieManager()),
            HttpClient.newBuilder().authenticator(new Authenticator() {}));
    for (HttpClient.Builder client : clients) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdkTransport.over(client.build(), TransportLimits.standard()));
    }
  }

  @Test
  @DisplayName("NET-04: an answer that drips is given up in time")
  void the_time_limit_covers_the_body() {
    answer("/token", this::drip);
    HttpTransport impatient = transport(Duration.ofMillis(300));
    long start = System.nanoTime();
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> impatient.send(post("/token")))
        .withMessageStartingWith("no answer within PT0.3S from http://");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("NET-04: a server that never answers is given up in time")
  void the_time_limit_covers_the_head() {
    answer("/token", exchange -> awaitEnd());
    HttpTransport impatient = transport(Duration.ofSeconds(3));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> impatient.send(post("/token")));
    assertThat(requests).hasValue(1);
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("NET-05: reading stops at the cap")
  void an_endless_answer_is_cut_off() throws Exception {
    CompletableFuture<Long> sent = new CompletableFuture<>();
    answer("/token", exchange -> sent.complete(floodUntilHungUp(exchange)));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(post("/token")))
        .withStackTraceContaining("a body of more than 65536 bytes");
    assertThat(sent.get(30, TimeUnit.SECONDS)).isLessThan(64L * 1024 * 1024);
  }

  private static long floodUntilHungUp(HttpExchange exchange) throws IOException {
    byte[] piece = new byte[8192];
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (long sent = 0; ; sent += piece.length) {
      try {
        out.write(piece);
      } catch (IOException hungUp) {
        return sent;
      }
    }
  }

  @Test
  @DisplayName("NET-05: up to the cap, not below it")
  void an_answer_as_long_as_the_cap_is_read() throws IOException {
    answer(
        "/fits",
        exchange -> reply(exchange, 200, "a".repeat(CAP).getBytes(StandardCharsets.UTF_8)));
    answer("/more", exchange -> reply(exchange, 200, new byte[CAP + 1]));
    assertThat(transport.send(post("/fits")).body()).hasSize(CAP);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(post("/more")));
  }

  @Test
  @DisplayName("NET-07: a lost answer is not asked for again")
  void a_closed_connection_is_one_request() {
    answer("/token", HttpExchange::close);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(post("/token")))
        .withMessageStartingWith("no complete answer from http://");
    assertThat(requests).hasValue(1);
  }

  @Test
  @DisplayName("NET-07: nor is a server error")
  void a_server_error_is_one_request() throws IOException {
    answer("/token", exchange -> reply(exchange, 503, new byte[0]));
    assertThat(transport.send(post("/token")).status()).isEqualTo(503);
    assertThat(requests).hasValue(1);
  }

  @Test
  @DisplayName("NET-06: text that is not UTF-8 is no answer")
  void malformed_text_is_refused() {
    answer("/token", exchange -> reply(exchange, 200, new byte[] {'"', (byte) 0xc3, '"'}));
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(post("/token")))
        .withMessageStartingWith("a body that is not UTF-8");
  }

  @Test
  void an_interrupted_call_ends_at_once_and_stays_interrupted() {
    answer("/token", exchange -> awaitEnd());
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(post("/token")));
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://op.example/token", "http://10.0.0.1/", "ftp://h/", "/a", "mailto:a"})
  @DisplayName("NET-01: only HTTPS, but for this very machine in tests")
  void another_scheme_or_plain_http_to_another_machine_is_refused(URI uri) {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(new HttpCall("GET", uri, Map.of(), "")));
  }

  @Test
  @DisplayName("NET-01: plain HTTP to this machine only if allowed")
  void plain_http_is_refused_by_default() {
    HttpTransport strict = JdkTransport.within(TransportLimits.standard());
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> strict.send(post("/token")))
        .withMessageStartingWith("plain HTTP is refused");
    assertThat(requests).hasValue(0);
  }

  @Test
  void a_message_names_the_origin_and_nothing_else() {
    answer("/secret-path", HttpExchange::close);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> transport.send(post("/secret-path?code=hidden")))
        .satisfies(
            e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret-path", "hidden"));
  }

  private static HttpTransport transport(Duration whole) {
    return JdkTransport.within(new TransportLimits(Duration.ofSeconds(5), whole, CAP, true));
  }

  private HttpCall post(String path) {
    return new HttpCall("POST", at(path), Map.of(), "grant_type=refresh_token");
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.incrementAndGet();
          handler.handle(exchange);
        });
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void awaitEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
