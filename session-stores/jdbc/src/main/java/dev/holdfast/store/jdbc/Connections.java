package dev.holdfast.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from, and what is to be closed when no more are needed. */
interface Connections extends AutoCloseable {

  /** Borrows one; closing it gives it back. */
  Connection open() throws SQLException;

  /** The start is over: from now on nobody waits longer for a connection than a request may. */
  default void started() {}

  /** Lets go of a pool that the store made itself. */
  @Override
  default void close() {}
}
