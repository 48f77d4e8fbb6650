package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Requests that the provider works on until it is told that nobody waits any more. */
final class HeldRefreshes {
  private static final long PATIENCE_SECONDS = 60;

  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Where the provider stops: a fault of its test kit. */
  Reply hold(Reply reply) {
    arrivals.release();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return reply;
  }

  /** Waits for one more. */
  void awaitOne() {
    try {
      boolean arrived = arrivals.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(arrived).as("the refresh arrived").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  void release() {
    released.countDown();
  }
}
