package dev.holdfast.store.jdbc;

import dev.holdfast.session.SessionStoreException;

/** The database answers, but it is not one that this store can work with as it is. */
final class IncompleteSchemaException extends SessionStoreException {
  private static final long serialVersionUID = 1L;

  IncompleteSchemaException(String message) {
    super(message);
  }

  IncompleteSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
