package dev.holdfast.store.contract;

import dev.holdfast.session.SessionStore;

/** A session store with nothing in it, its clock, and what can be seen behind it. */
public interface StoreUnderTest extends Timed, AutoCloseable {

  /** The store; always the same one. */
  SessionStore store();

  /** The way past the store to what it keeps. */
  BackDoor backDoor();

  /** A record of so many octets fits. Answer less than 256 KiB only for a documented limit. */
  default int largestRecord() {
    return 256 * 1024;
  }

  /** Whether one octet more than {@link #largestRecord()} is refused. */
  default boolean refusesLargerRecords() {
    return false;
  }

  /** Closes the store. */
  @Override
  default void close() {
    store().close();
  }
}
