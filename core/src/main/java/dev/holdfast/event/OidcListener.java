package dev.holdfast.event;

/**
 * Hears what happens to logins and sessions. Found by {@link java.util.ServiceLoader}, which needs
 * a public constructor without parameters, or handed to {@code Oidc.builder}; there may be several.
 *
 * <p>Called on the thread on which a thing happened, after it has taken effect, and by many threads
 * at once. It must return at once and do no I/O: whoever waits for that thread, perhaps a user,
 * waits for the listener too. What it throws is swallowed, since nobody's login may fail for it;
 * the first time for each class it is logged at WARN.
 */
@FunctionalInterface
public interface OidcListener {

  /** Something has happened. More kinds of events may come: pass over those that are not known. */
  void heard(OidcEvent event);

  /**
   * Whether it also wants {@link OidcEvent.StoreCalled} and {@link OidcEvent.ProviderCalled}, of
   * which there are some for almost every request. Asked once.
   */
  default boolean hearsCalls() {
    return false;
  }
}
