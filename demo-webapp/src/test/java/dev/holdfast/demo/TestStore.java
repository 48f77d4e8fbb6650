package dev.holdfast.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import redis.embedded.RedisServer;

/**
 * A store of the demo together with the server that it needs. More patient than the demo, because
 * tests share their machine.
 */
record TestStore(DemoStore store, Server server) implements AutoCloseable {
  private static final String PATIENCE = "20s";
  private static final Server NONE = () -> {};

  static TestStore memory() {
    return new TestStore(DemoStore.memory(), NONE);
  }

  static TestStore cookie() {
    return new TestStore(DemoStore.cookie(), NONE);
  }

  static TestStore coordinatedCookie() {
    return new TestStore(patient(DemoStore.coordinatedCookie(), "coordination.jdbc"), NONE);
  }

  static TestStore h2() {
    return new TestStore(patient(DemoStore.h2(), "session-store.jdbc"), NONE);
  }

  /** A real PostgreSQL, unpacked from a jar. */
  static TestStore postgres() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
      Map<String, String> where =
          Map.of("url", server.getJdbcUrl("postgres", "postgres"), "time-limit", PATIENCE);
      return new TestStore(DemoStore.jdbc(where), server::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A real Redis, unpacked from a jar. */
  static TestStore redis() {
    try {
      int port = freePort();
      RedisServer server =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      server.start();
      Map<String, String> where =
          Map.of("uri", "redis://127.0.0.1:" + port, "time-limit", PATIENCE);
      return new TestStore(DemoStore.redis(where), server::stop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DemoStore patient(DemoStore store, String area) {
    Map<String, String> settings = new HashMap<>(store.settings());
    settings.put(area + ".time-limit", PATIENCE);
    return new DemoStore(store.name(), settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What runs beside the tests. */
  @FunctionalInterface
  interface Server {
    void stop() throws IOException;
  }
}
