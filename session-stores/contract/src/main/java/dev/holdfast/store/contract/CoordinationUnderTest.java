package dev.holdfast.store.contract;

import dev.holdfast.session.CoordinationStore;

/** A coordination store with nothing in it, and its clock. */
public interface CoordinationUnderTest extends Timed, AutoCloseable {

  /** The store; always the same one. */
  CoordinationStore store();

  /** Closes the store. */
  @Override
  default void close() {
    store().close();
  }
}
