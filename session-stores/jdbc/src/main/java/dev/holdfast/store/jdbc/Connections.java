package dev.holdfast.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from, and what is to be closed when no more are needed. */
interface Connections extends AutoCloseable {

  /** Borrows one; closing it gives it back. */
  Connection open() throws SQLException;

  /** Lets go of a pool that the store made itself. */
  @Override
  default void close() {}
}
