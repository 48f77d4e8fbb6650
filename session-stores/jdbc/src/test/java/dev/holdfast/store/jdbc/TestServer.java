package dev.holdfast.store.jdbc;

/** A database server of our own, in a process beside the tests. */
interface TestServer extends AutoCloseable {

  String url();

  String user();

  /** Ends the server; what it keeps, it keeps. */
  void stop();

  /** Starts the server again, on the same port and with what it kept. */
  void startAgain();

  @Override
  void close();
}
