package dev.holdfast.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A server that all test classes of a run share, with a pool; stopped after the last of them. */
final class ServerExtension implements BeforeAllCallback {
  private final Dialect dialect;
  private final Supplier<TestServer> start;
  private @Nullable Running running;

  private ServerExtension(Dialect dialect, Supplier<TestServer> start) {
    this.dialect = dialect;
    this.start = start;
  }

  static ServerExtension postgres() {
    return new ServerExtension(Dialect.POSTGRESQL, PostgresServer::start);
  }

  static ServerExtension mariaDb() {
    return new ServerExtension(Dialect.MARIADB, MariaDbServer::start);
  }

  TestDatabase database() {
    return new TestDatabase(running().pool(), dialect);
  }

  TestServer server() {
    return running().server();
  }

  private Running running() {
    return Objects.requireNonNull(running, "before all tests");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.create(ServerExtension.class))
            .getOrComputeIfAbsent(dialect, key -> Running.with(start.get()), Running.class);
  }

  private record Running(TestServer server, HikariDataSource pool) implements AutoCloseable {

    static Running with(TestServer server) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(server.url());
      config.setUsername(server.user());
      config.setMaximumPoolSize(16);
      return new Running(server, new HikariDataSource(config));
    }

    @Override
    public void close() {
      pool.close();
      server.close();
    }
  }
}
