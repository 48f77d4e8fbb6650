package dev.holdfast.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import redis.embedded.RedisServer;

/**
 * The real server behind a store, in a process of its own.
 *
 * @param settings what leads to it
 * @param processes whose CPU time is the store's, with all below them
 * @param ending stops it
 */
record StoreServer(List<String> settings, List<Long> processes, AutoCloseable ending)
    implements AutoCloseable {

  /** The server of a store, started; of one that needs none, nothing. */
  static StoreServer of(String store) throws Exception {
    return switch (store) {
      case "redis" -> redis();
      case "postgresql" -> postgresql();
      // in memory, inside the process that asks it
      case "h2" -> inside(sql("jdbc:h2:mem:sessions;DB_CLOSE_DELAY=-1", "sa"));
      default -> inside(List.of("session-store=" + store));
    };
  }

  private static StoreServer inside(List<String> settings) {
    return new StoreServer(settings, List.of(), () -> {});
  }

  private static StoreServer redis() throws IOException {
    int port = freePort();
    Set<Long> before = children();
    RedisServer server =
        RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
    return new StoreServer(
        List.of(
            "session-store=redis",
            "session-store.redis.uri=redis://127.0.0.1:" + port,
            "session-store.redis.time-limit=10s"),
        since(before),
        server::stop);
  }

  /** Its own start program leaves it, so that it is found by the note in its data. */
  private static StoreServer postgresql() throws IOException {
    Path data = Files.createTempDirectory("holdfast-postgres").resolve("data");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setDataDirectory(data).setPort(freePort()).start();
    long process = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    return new StoreServer(
        sql("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres"),
        List.of(process),
        server);
  }

  private static List<String> sql(String url, String user) {
    return List.of(
        "session-store=jdbc",
        "session-store.jdbc.url=" + url,
        "session-store.jdbc.user=" + user,
        "session-store.jdbc.create-schema=true",
        "session-store.jdbc.time-limit=10s");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private static List<Long> since(Set<Long> before) {
    Set<Long> started = new HashSet<>(children());
    started.removeAll(before);
    return List.copyOf(started);
  }

  @Override
  public void close() throws Exception {
    ending.close();
  }
}
