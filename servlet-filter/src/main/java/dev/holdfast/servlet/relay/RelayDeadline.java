package dev.holdfast.servlet.relay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time limit of a whole call. */
record RelayDeadline(Duration limit, long startedAt, LongSupplier nanoTime) {

  /** Begins now. */
  static RelayDeadline of(Duration limit, LongSupplier nanoTime) {
    return new RelayDeadline(limit, nanoTime.getAsLong(), nanoTime);
  }

  /** What is left; at least a millisecond, so that whoever waits fails by itself. */
  Duration remaining() {
    Duration left = limit.minusNanos(nanoTime.getAsLong() - startedAt);
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }

  /** Lets work fail with a {@link java.util.concurrent.TimeoutException} unless it ends by then. */
  <T> CompletionStage<T> limit(CompletableFuture<T> work) {
    return work.orTimeout(remaining().toMillis(), TimeUnit.MILLISECONDS);
  }
}
