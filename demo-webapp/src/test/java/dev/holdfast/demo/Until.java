package dev.holdfast.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for the provider's clock, which is the system's: a token ends when it ends. */
public final class Until {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final InstantSource TIME = InstantSource.system();

  private Until() {}

  /** Looks again and again; fails after 90 s. */
  public static void holds(String what, BooleanSupplier condition) {
    Instant end = TIME.instant().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (TIME.instant().isAfter(end)) {
        throw new AssertionError("waited in vain until " + what);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      if (never) {
        throw new AssertionError("nobody counts this latch down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
