package dev.holdfast.store.memory;

import java.security.MessageDigest;
import java.time.Instant;

/** The value of a fact and its end. Immutable. */
final class Held implements Mortal {
  private final byte[] value;
  private final Instant until;

  Held(byte[] value, Instant until) {
    this.value = value.clone();
    this.until = until;
  }

  byte[] value() {
    return value.clone();
  }

  /** Compares in constant time: a lease's owner is a secret of its holder. */
  boolean is(byte[] expected) {
    return MessageDigest.isEqual(value, expected);
  }

  @Override
  public Instant until() {
    return until;
  }
}
