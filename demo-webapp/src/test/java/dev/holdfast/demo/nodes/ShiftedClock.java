package dev.holdfast.demo.nodes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, moved ahead on command: a token ends when a test says so. Thread-safe. */
final class ShiftedClock implements InstantSource {
  private final AtomicLong ahead = new AtomicLong();

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plusMillis(ahead.get());
  }

  void advance(Duration by) {
    ahead.addAndGet(by.toMillis());
  }
}
