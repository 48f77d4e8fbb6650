package dev.holdfast.store.jdbc;

import dev.holdfast.session.SessionStoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One database as a store sees it: borrows a connection for each piece of work, repeats what the
 * database itself has undone, and turns failures into {@link SessionStoreException}.
 *
 * <p>The first connection that can be had tells the dialect and shows whether the tables are there;
 * until then nothing else is asked. Thread-safe.
 */
final class Database implements AutoCloseable {
  /** How often a piece of work is tried that others keep getting in the way of. */
  private static final int ATTEMPTS = 8;

  private static final Duration LEAST_TO_START = Duration.ofSeconds(10);

  /** What says that a statement was undone: serialization failure, deadlock, H2's own word. */
  private static final Set<String> UNDONE = Set.of("40001", "40P01", "90131");

  private final Connections connections;
  private final JdbcOptions options;
  private volatile @Nullable Wording ready;

  Database(Connections connections, JdbcOptions options) {
    this.connections = connections;
    this.options = options;
  }

  /**
   * Does a piece of work, several times if the database undoes it; so it must be one statement that
   * changes something, or harmless when repeated.
   *
   * @param what names the work in messages
   */
  <T> T call(String what, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !UNDONE.contains(String.valueOf(e.getSQLState()))) {
          throw new SessionStoreException(
              "the database failed to " + what + " (SQL state " + e.getSQLState() + ")", e);
        }
      }
    }
  }

  /**
   * Looks at the tables now rather than with the first piece of work.
   *
   * @return what is missing; empty if nothing is
   * @throws SessionStoreException if the database does not answer
   */
  Optional<String> problem() {
    try {
      call("look at the tables", (db, sql) -> sql);
      return Optional.empty();
    } catch (IncompleteSchemaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    Wording sql = ready;
    Duration limit = sql == null ? longer(options.timeout()) : options.timeout();
    try (Connected db = Connected.to(connections.open(), limit)) {
      return work.on(db, sql == null ? prepare(db) : sql);
    }
  }

  private Wording prepare(Connected db) throws SQLException {
    Dialect dialect = options.dialect() == null ? dialectOf(db) : options.dialect();
    Schema schema = new Schema(dialect, options.tablePrefix());
    if (options.createSchema()) {
      schema.complete(db);
    } else {
      schema.check(db);
    }
    Wording sql = new Wording(dialect, options.tablePrefix());
    ready = sql;
    return sql;
  }

  private static Dialect dialectOf(Connected db) throws SQLException {
    String product = db.connection().getMetaData().getDatabaseProductName();
    return Dialect.ofProduct(product)
        .orElseThrow(
            () ->
                new IncompleteSchemaException(
                    product + " is no database this store knows; name the nearest as its dialect"));
  }

  private static Duration longer(Duration limit) {
    return limit.compareTo(LEAST_TO_START) < 0 ? LEAST_TO_START : limit;
  }

  @Override
  public void close() {
    connections.close();
  }

  /** A piece of work on a borrowed connection. */
  interface Work<T> {
    T on(Connected db, Wording sql) throws SQLException;
  }
}
