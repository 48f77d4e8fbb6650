package dev.holdfast.demo;

import java.util.List;

/** What runs after one command. */
interface Demo extends AutoCloseable {

  /** What to tell the person who started it, line by line; the first has the address. */
  List<String> greeting();

  @Override
  void close();
}
