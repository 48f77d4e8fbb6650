package dev.holdfast.event;

import java.util.Locale;

/** How a store answered. */
public enum StoreOutcome {
  DONE,
  /** There was nothing, or somebody else was faster. */
  NOT_DONE,
  /** The record does not fit. */
  TOO_LARGE,
  /** It could not be reached, was too slow, is full, or failed otherwise. */
  FAILED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
