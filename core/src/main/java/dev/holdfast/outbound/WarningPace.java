package dev.holdfast.outbound;

import dev.holdfast.transport.Origin;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often an operator is warned of the same thing: once a minute for each API, however many calls
 * meet it. Thread-safe.
 */
public final class WarningPace {
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoTime;
  private final ConcurrentMap<Subject, Long> lastGiven = new ConcurrentHashMap<>();

  /** What operators are warned of at this pace. */
  enum Warning {
    NEW_TOKEN_REFUSED,
    TOO_MANY_CALLS
  }

  /** As many as there are allowed origins, and warnings. */
  private record Subject(Warning warning, Origin api) {}

  /**
   * Nothing has been warned of yet.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public WarningPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** True for one caller a minute, who gives the warning. */
  boolean isDue(Warning warning, Origin api) {
    Subject subject = new Subject(warning, api);
    long now = nanoTime.getAsLong();
    Long last = lastGiven.get(subject);
    if (last == null) {
      return lastGiven.putIfAbsent(subject, now) == null;
    }
    return now - last >= PAUSE && lastGiven.replace(subject, last, now);
  }
}
