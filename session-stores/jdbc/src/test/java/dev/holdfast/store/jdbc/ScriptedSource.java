package dev.holdfast.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.sql.DataSource;

/** A data source that notes each statement and fails some of them when told to. */
final class ScriptedSource {
  private final DataSource real;
  private final Queue<SQLException> failures = new ArrayDeque<>();
  private final List<String> statements = new ArrayList<>();
  private final List<String> givenBack = new ArrayList<>();

  ScriptedSource(DataSource real) {
    this.real = real;
  }

  /** The next statement, or the one after those that fail already, fails with this SQL state. */
  void failWith(String state) {
    failures.add(new SQLException("as told", state));
  }

  /** The statements that were prepared since the last time somebody asked. */
  List<String> statements() {
    List<String> seen = List.copyOf(statements);
    statements.clear();
    return seen;
  }

  /** How each connection was when it was given back. */
  List<String> givenBack() {
    return givenBack;
  }

  /** Connections on which changes wait for a commit, as some pools hand them out. */
  Connections waitingForCommit() {
    return () -> {
      Connection connection = real.getConnection();
      connection.setAutoCommit(false);
      return watched(connection);
    };
  }

  Connections connections() {
    return () -> watched(real.getConnection());
  }

  private Connection watched(Connection connection) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            statements.add((String) arguments[0]);
            SQLException failure = failures.poll();
            if (failure != null) {
              throw failure;
            }
          }
          if (method.getName().equals("close")) {
            givenBack.add("autoCommit=" + connection.getAutoCommit());
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            ScriptedSource.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }
}
