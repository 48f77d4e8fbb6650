package dev.holdfast.event;

import java.util.Locale;

/** Why a request was sent once more. */
public enum Repeat {
  /** It was the first. */
  NONE,
  /** The server asked for a nonce (RFC 9449 §8). */
  NONCE,
  /** The server's clock differs from ours. */
  CLOCK;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
