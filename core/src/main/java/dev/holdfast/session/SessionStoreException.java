package dev.holdfast.session;

/** A store is broken: it did not answer, not in time, or not in a form that can be trusted. */
public class SessionStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened; the message names no record. */
  public SessionStoreException(String message) {
    super(message);
  }

  /** With what happened and the driver's own account of it. */
  public SessionStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
