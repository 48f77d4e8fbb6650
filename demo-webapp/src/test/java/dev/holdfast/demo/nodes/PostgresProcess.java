package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that keeps its data directory and its port. */
final class PostgresProcess extends StoreServer {
  private static final String USER = "postgres";

  private final Path data;
  private final int port;
  private @Nullable EmbeddedPostgres running;

  PostgresProcess(Path directory) {
    data = directory.resolve("data");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  String backend() {
    return "jdbc";
  }

  @Override
  Map<String, String> address() {
    return Map.of("url", url(), "user", USER, "create-schema", "true");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  void start() {
    if (processes().findAny().isPresent()) {
      return;
    }
    try {
      if (running != null) {
        running.close(); // tells the wrapper, which has a lock on the directory
      }
      running =
          EmbeddedPostgres.builder()
              .setPGStartupWait(Duration.ofMinutes(1))
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              .setServerConfig("synchronous_commit", "on") // what is acknowledged is on disk
              .setServerConfig("fsync", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first server process and those it has begun; its file outlives it when it is killed. */
  @Override
  Stream<ProcessHandle> processes() {
    Path file = data.resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
              .filter(ProcessHandle::isAlive)
              .stream()
              .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
          : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  byte[] record(Locator locator) {
    try (Connection connection = DriverManager.getConnection(url(), USER, "");
        PreparedStatement query =
            connection.prepareStatement("select sealed from holdfast_session where id = ?")) {
      query.setBytes(1, locator.digest());
      try (ResultSet found = query.executeQuery()) {
        assertThat(found.next()).as("the row is there").isTrue();
        return found.getBytes(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
