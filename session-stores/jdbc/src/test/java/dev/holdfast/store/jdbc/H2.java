package dev.holdfast.store.jdbc;

import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases in this process's memory, each of its own. */
final class H2 {
  private H2() {}

  static TestDatabase fresh() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
    pool.setMaxConnections(40);
    return new TestDatabase(pool, Dialect.H2);
  }
}
