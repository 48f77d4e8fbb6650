package dev.holdfast.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/**
 * A pool of the store's own, by HikariCP; loaded only where the application has that. Requests wait
 * for a connection as long as they may; the start waits longer, and so does connecting itself,
 * which nobody waits for.
 */
final class Pool implements Connections {
  private static final long HIKARIS_LEAST = 250;

  private static final Duration LONGEST_START = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private volatile boolean started;

  private Pool(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Opens one. The database need not answer yet. */
  static Connections open(PoolOrder order) {
    HikariConfig config = new HikariConfig();
    Drivers.of(order.url())
        .ifPresent(driver -> config.setDriverClassName(driver.getClass().getName()));
    config.setJdbcUrl(order.url());
    order.user().ifPresent(config::setUsername);
    order.password().ifPresent(password -> config.setPassword(password.reveal()));
    config.setMaximumPoolSize(order.size());
    long patience = Math.max(HIKARIS_LEAST, order.patience().toMillis());
    config.setConnectionTimeout(patience); // a pool that exists does not hear of another
    config.setValidationTimeout(patience);
    config.setInitializationFailTimeout(-1);
    // enough for single statements, and fewer locks on MariaDB. Said aloud also because a pool
    // whose
    // very first connection broke while it was set up would ask for an unknown level ever after
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setPoolName("holdfast");
    return new Pool(patientlyConnecting(new HikariDataSource(config)));
  }

  /** HikariCP has given the driver the requests' patience. */
  private static HikariDataSource patientlyConnecting(HikariDataSource pool) {
    try {
      pool.setLoginTimeout(Math.toIntExact(LONGEST_START.toSeconds()));
      return pool;
    } catch (SQLException e) {
      pool.close();
      throw new IllegalStateException("a login timeout is always taken", e);
    }
  }

  @Override
  public Connection open() throws SQLException {
    return started ? pool.getConnection() : openAtStart();
  }

  private Connection openAtStart() throws SQLException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (true) {
      try {
        return pool.getConnection();
      } catch (SQLTransientConnectionException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
      }
    }
  }

  @Override
  public void started() {
    started = true;
  }

  @Override
  public void close() {
    pool.close();
  }
}
