package dev.holdfast.event;

import java.util.Locale;

/** What is mostly harmless, and looks the same when somebody tries something. */
public enum Suspicion {
  /** An answer to a login came a second time: a reload, or a copied address (RFC 9700 §4.7). */
  CALLBACK_REPEATED,
  /** A logout token came a second time: the provider's own repeat, or a copied one. */
  LOGOUT_TOKEN_REPEATED,
  /** A request brought the session cookie twice: a proxy, or somebody who pushes one in. */
  COOKIE_REPEATED,
  /**
   * A session cookie does not open what it names: it was altered, this node lacks the seal key, or
   * the browser has held the session for too long.
   */
  COOKIE_UNREADABLE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
