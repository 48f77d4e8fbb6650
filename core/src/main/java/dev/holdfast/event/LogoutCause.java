package dev.holdfast.event;

import java.util.Locale;

/**
 * Why a session ended before its time. One that runs out, by {@code idle-timeout} or {@code
 * absolute-timeout}, has no cause here, since its record expires in the store or in the browser and
 * nobody is told, except {@link #IDLE}.
 */
public enum LogoutCause {
  /** Its user, or the application in their name. */
  USER,
  /** A new login of the same browser took its place. */
  REPLACED,
  /** The provider said so, server to server. */
  BACK_CHANNEL,
  /** The provider's page said so, in the user's browser. */
  FRONT_CHANNEL,
  /** Somebody ended it from elsewhere, through {@code ManagedSessions}. */
  MANAGED,
  /** The provider does not renew its tokens any more, or with some that are worth nothing. */
  RENEWAL_REFUSED,
  /** It does not fit any more where it has to be kept. */
  TOO_LARGE,
  /** Its user has logged in more often than they may. */
  LIMIT,
  /** It was not used for too long, and its browser came back. */
  IDLE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
