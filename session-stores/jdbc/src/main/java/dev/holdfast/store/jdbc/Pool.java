package dev.holdfast.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool of the store's own, by HikariCP; loaded only where the application has that. */
final class Pool implements Connections {
  private static final long HIKARIS_LEAST = 250;

  private static final long LONGEST_START = 5_000;

  private final HikariDataSource pool;
  private final long patience;

  private Pool(HikariDataSource pool, long patience) {
    this.pool = pool;
    this.patience = patience;
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
    config.setConnectionTimeout(Math.max(LONGEST_START, patience));
    config.setValidationTimeout(patience);
    config.setInitializationFailTimeout(-1);
    // enough for single statements, and fewer locks on MariaDB. Said aloud also because a pool
    // whose
    // very first connection broke while it was set up would ask for an unknown level ever after
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setPoolName("holdfast");
    return new Pool(new HikariDataSource(config), patience);
  }

  @Override
  public Connection open() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void started() {
    pool.getHikariConfigMXBean().setConnectionTimeout(patience);
  }

  @Override
  public void close() {
    pool.close();
  }
}
