package dev.holdfast.servlet.relay;

import dev.holdfast.outbound.TimeLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** The time limit of a whole call. */
record RelayDeadline(Duration limit, long startedAt, RelayClock clock) {

  /** What is left; at least a millisecond, so that whoever waits fails by itself. */
  Duration remaining() {
    Duration left = limit.minusNanos(clock.nanoTime().getAsLong() - startedAt);
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }

  /** Lets work fail with a {@link TimeoutException} unless it ends by then. */
  <T> CompletionStage<T> limit(CompletableFuture<T> work) {
    limits().set(work, remaining(), () -> work.completeExceptionally(new TimeoutException()));
    return work;
  }

  TimeLimits limits() {
    return clock.limits();
  }
}
