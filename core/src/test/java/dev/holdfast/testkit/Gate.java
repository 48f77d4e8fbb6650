package dev.holdfast.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds requests before they are worked on, until it is opened; once open it stays open. */
public final class Gate implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch opened = new CountDownLatch(1);

  Gate() {}

  /**
   * Waits until this many requests, beyond those waited for before, stand at the gate.
   *
   * @throws AssertionError when they have not come after 20 seconds
   */
  public void awaitArrivals(int count) {
    try {
      if (!arrivals.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "expected %d requests at the gate, saw %d"
                .formatted(count, arrivals.availablePermits()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the gate", interrupted);
    }
  }

  /** Lets everybody through, now and later. */
  public void open() {
    opened.countDown();
  }

  @Override
  public void close() {
    open();
  }

  void pass() {
    arrivals.release();
    try {
      opened.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
