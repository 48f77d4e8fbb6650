package dev.holdfast.session;

/** A session that is over before it could begin: its user was logged out meanwhile. */
public final class SessionOverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SessionOverException() {
    super("the provider logged the user out while they logged in");
  }
}
