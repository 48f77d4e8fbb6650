package dev.holdfast.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A borrowed connection on which each statement stands for itself. Given back as it was found. For
 * one thread.
 */
final class Connected implements AutoCloseable {
  private static final int UNKNOWN = -1;

  private final Connection connection;
  private final boolean autoCommit;
  private final int networkTimeout;

  private Connected(Connection connection, boolean autoCommit, int networkTimeout) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.networkTimeout = networkTimeout;
  }

  /** Takes over a connection whose answers may take so long each. */
  static Connected to(Connection connection, Duration limit) throws SQLException {
    try {
      Connected connected =
          new Connected(connection, connection.getAutoCommit(), networkTimeout(connection));
      if (!connected.autoCommit) {
        connection.setAutoCommit(true);
      }
      connected.limit(Math.toIntExact(Math.min(limit.toMillis(), Integer.MAX_VALUE)));
      return connected;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement with its values in order; answers how many rows it met. */
  int update(String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = prepare(statement, values)) {
      return prepared.executeUpdate();
    }
  }

  /** Runs a statement once for each row of values, in one round trip where the driver can. */
  void updateAll(String statement, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (Object[] row : rows) {
        bind(prepared, row);
        prepared.addBatch();
      }
      prepared.executeBatch();
    }
  }

  /** What a query finds. */
  <T> List<T> query(String statement, Row<T> row, Object... values) throws SQLException {
    try (PreparedStatement prepared = prepare(statement, values);
        ResultSet found = prepared.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(row.read(found));
      }
      return rows;
    }
  }

  private PreparedStatement prepare(String statement, Object... values) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    try {
      bind(prepared, values);
      return prepared;
    } catch (SQLException e) {
      prepared.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement prepared, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      prepared.setObject(i + 1, values[i]);
    }
  }

  private void limit(int millis) throws SQLException {
    if (networkTimeout != UNKNOWN) {
      connection.setNetworkTimeout(Runnable::run, millis);
    }
  }

  private static int networkTimeout(Connection connection) throws SQLException {
    try {
      return connection.getNetworkTimeout();
    } catch (SQLFeatureNotSupportedException e) {
      return UNKNOWN; // such a driver has only its own limits
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!connection.isClosed()) {
        limit(networkTimeout);
        if (!autoCommit) {
          connection.setAutoCommit(false);
        }
      }
    }
  }

  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet found) throws SQLException;
  }
}
