package dev.holdfast.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Time that moves only when told to. Thread-safe. */
public final class FixedTime implements InstantSource {

  private final AtomicReference<Instant> now;

  private FixedTime(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /** Stands at this moment. */
  public static FixedTime at(Instant start) {
    return new FixedTime(start);
  }

  /** Moves on, or back when negative. */
  public void advance(Duration by) {
    now.updateAndGet(then -> then.plus(by));
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }
}
