package dev.holdfast.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool of the store's own, by HikariCP; loaded only where the application has that. */
final class Pool implements Connections {
  private static final long HIKARIS_LEAST = 250;

  private final HikariDataSource pool;

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
    config.setConnectionTimeout(Math.max(HIKARIS_LEAST, order.patience().toMillis()));
    config.setValidationTimeout(Math.max(HIKARIS_LEAST, order.patience().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setPoolName("holdfast");
    return new Pool(new HikariDataSource(config));
  }

  @Override
  public Connection open() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }
}
