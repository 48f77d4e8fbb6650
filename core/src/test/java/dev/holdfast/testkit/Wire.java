package dev.holdfast.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** One listening socket: reads requests, lets faults have their say, answers, remembers. */
final class Wire implements AutoCloseable {

  /** Turns a request into an answer, or throws {@link Refusal}. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  private static final int BACKLOG = 256;
  private static final int DRIP_MILLIS = 20;

  private final HttpServer server;
  private final ExecutorService workers;
  private final MarkerSecrets secrets;
  private final Faults faults = new Faults();
  private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();
  private final Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
  private final Map<Endpoint, Gate> gates = new ConcurrentHashMap<>();
  private final Map<Endpoint, Handler> handlers = new ConcurrentHashMap<>();
  private volatile @Nullable HttpsServer tls;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Wire(HttpServer server, ExecutorService workers, MarkerSecrets secrets) {
    this.server = server;
    this.workers = workers;
    this.secrets = secrets;
  }

  /** Listens on a free port of 127.0.0.1. */
  static Wire open(MarkerSecrets secrets) {
    ExecutorService workers = Executors.newCachedThreadPool(Wire::daemon);
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
      server.setExecutor(workers);
      return new Wire(server, workers, secrets);
    } catch (IOException noSocket) {
      workers.shutdownNow();
      throw new UncheckedIOException(noSocket);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "testkit");
    thread.setDaemon(true);
    return thread;
  }

  void route(Endpoint endpoint, Handler handler) {
    handlers.put(endpoint, handler);
    server.createContext(endpoint.path(), exchange -> serve(exchange, endpoint, handler));
  }

  /** Opens a second door to all of it, for clients that show a certificate, whoever made it. */
  String openTls(SSLContext context) {
    try {
      HttpsServer second =
          HttpsServer.create(new InetSocketAddress(server.getAddress().getAddress(), 0), BACKLOG);
      second.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters demands = context.getDefaultSSLParameters();
              demands.setNeedClientAuth(true);
              parameters.setSSLParameters(demands);
            }
          });
      second.setExecutor(workers);
      handlers.forEach(
          (endpoint, handler) ->
              second.createContext(
                  endpoint.path(), exchange -> serve(exchange, endpoint, handler)));
      second.start();
      tls = second;
      return "https://localhost:" + second.getAddress().getPort();
    } catch (IOException noSocket) {
      throw new UncheckedIOException(noSocket);
    }
  }

  void start() {
    server.start();
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Faults faults() {
    return faults;
  }

  List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  void forgetCalls() {
    calls.clear();
  }

  int connectionsEver() {
    return peers.size();
  }

  Gate hold(Endpoint endpoint) {
    Gate gate = new Gate();
    gates.put(endpoint, gate);
    return gate;
  }

  @Override
  public void close() {
    closed.countDown();
    gates.values().forEach(Gate::open);
    server.stop(0);
    Optional.ofNullable(tls).ifPresent(second -> second.stop(0));
    workers.shutdownNow();
  }

  private void serve(HttpExchange exchange, Endpoint endpoint, Handler handler) throws IOException {
    try (exchange) {
      peers.add(exchange.getRemoteAddress());
      Call call = Call.read(endpoint, exchange);
      secrets.noteSent(call);
      Gate gate = gates.get(endpoint);
      if (gate != null) {
        gate.pass();
      }
      Reply reply = faults.apply(endpoint, () -> work(call, handler));
      boolean dropped = reply.delivery() == Reply.Delivery.DROPPED;
      calls.add(new RecordedCall(call, dropped ? 0 : reply.status(), Proof.in(call)));
      send(exchange, reply);
    }
  }

  private Reply work(Call call, Handler handler) {
    if (!call.endpoint().covers(call.target().getPath())) {
      return Reply.text(404, "text/plain", "nothing here");
    }
    try {
      return handler.answer(call);
    } catch (Refusal refused) {
      return refused.reply();
    } catch (RuntimeException bug) { // a 500 that can be read, rather than a lost connection
      return Reply.text(500, "text/plain", bug.toString());
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, all) -> exchange.getResponseHeaders().put(name, all));
    switch (reply.delivery()) {
      case WHOLE -> sendWhole(exchange, reply);
      case DRIPPING -> drip(exchange, reply);
      case DROPPED -> exchange.close();
      default -> throw new IllegalStateException("unknown delivery " + reply.delivery());
    }
  }

  private static void sendWhole(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body();
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }

  private void drip(HttpExchange exchange, Reply reply) throws IOException {
    exchange.sendResponseHeaders(reply.status(), 0);
    OutputStream out = exchange.getResponseBody();
    try {
      while (!closed.await(DRIP_MILLIS, TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush(); // fails, and so ends this, when the client has gone
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
