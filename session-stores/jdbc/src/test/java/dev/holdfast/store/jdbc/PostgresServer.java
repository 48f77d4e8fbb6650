package dev.holdfast.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A real PostgreSQL, unpacked from a jar. */
final class PostgresServer implements TestServer {
  private EmbeddedPostgres running;

  private PostgresServer(EmbeddedPostgres running) {
    this.running = running;
  }

  static PostgresServer start() {
    try {
      return new PostgresServer(EmbeddedPostgres.builder().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String url() {
    return running.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("another time");
  }

  @Override
  public void startAgain() {
    throw new UnsupportedOperationException("another time");
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
