package dev.holdfast.store.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class TestTime implements InstantSource {
  private final Instant start;
  private final AtomicLong passedNanos = new AtomicLong();

  /** A clock that stands at this instant. */
  public TestTime(Instant start) {
    this.start = start;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(passedNanos.get());
  }

  /** Moves on by so much. */
  public void advance(Duration by) {
    passedNanos.addAndGet(by.toNanos());
  }
}
