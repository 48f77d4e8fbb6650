package dev.holdfast.servlet.relay;

import dev.holdfast.outbound.TimeLimits;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * By which calls are timed.
 *
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param limits end what takes too long
 */
record RelayClock(LongSupplier nanoTime, TimeLimits limits) {

  /** Begins now. */
  RelayDeadline deadline(Duration limit) {
    return new RelayDeadline(limit, nanoTime.getAsLong(), this);
  }
}
