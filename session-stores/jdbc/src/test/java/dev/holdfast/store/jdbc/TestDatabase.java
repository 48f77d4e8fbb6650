package dev.holdfast.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A database past the stores: its clock, its rows, and a way to let time pass for them. */
record TestDatabase(DataSource source, Dialect dialect) {
  /** Generous: a slow machine is no outage. */
  static final JdbcOptions OPTIONS =
      new JdbcOptions("holdfast_", null, true, Duration.ofSeconds(20), Duration.ofHours(1));

  private static final List<String> TABLES =
      List.of("holdfast_session", "holdfast_session_group", "holdfast_fact");

  /** The tables are there, and nothing is in them. */
  TestDatabase emptied() {
    new Database(source::getConnection, OPTIONS).problem().ifPresent(AssertionError::new);
    TABLES.forEach(table -> update("delete from " + table));
    return this;
  }

  Instant now() {
    return Instant.ofEpochMilli(number("select " + dialect.now()));
  }

  int rows(String table) {
    return Math.toIntExact(number("select count(*) from " + table));
  }

  /** Sets back all that is kept. */
  void advance(Duration by) {
    long millis = by.toMillis();
    update("update holdfast_session set idle_until = idle_until - ?", millis);
    update("update holdfast_session set expires_at = expires_at - ?", millis);
    update("update holdfast_session_group set expires_at = expires_at - ?", millis);
    update("update holdfast_fact set expires_at = expires_at - ?", millis);
  }

  int update(String statement, Object... values) {
    try (Connection connection = source.getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  /** Every column of every row. */
  List<byte[]> everything() {
    List<byte[]> everything = new ArrayList<>();
    for (String table : TABLES) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery("select * from " + table)) {
        while (found.next()) {
          for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            everything.add(bytes(found.getObject(i)));
          }
        }
      } catch (SQLException e) {
        throw new AssertionError(table, e);
      }
    }
    return everything;
  }

  private static byte[] bytes(Object value) {
    return value instanceof byte[] bytes
        ? bytes
        : value.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private long number(String query) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }
}
