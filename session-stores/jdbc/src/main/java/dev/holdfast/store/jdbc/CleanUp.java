package dev.holdfast.store.jdbc;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * One daemon thread that removes what has ended, about as often as it is told: between half and one
 * and a half times the interval, so that nodes started together drift apart.
 */
final class CleanUp implements AutoCloseable {
  /** So many batches of one kind at a time; what is left waits for the next round. */
  private static final int MOST_BATCHES = 50;

  private static final int JITTERS = 256;

  private final List<IntSupplier> steps;
  private final Duration interval;
  private final RandomBytes random;
  private final Events events = new Events();
  private final CountDownLatch closed = new CountDownLatch(1);

  private CleanUp(List<IntSupplier> steps, Duration interval, RandomBytes random) {
    this.steps = steps;
    this.interval = interval;
    this.random = random;
  }

  /** Starts the thread. */
  static CleanUp start(List<IntSupplier> steps, Duration interval, RandomBytes random) {
    CleanUp cleanUp = new CleanUp(steps, interval, random);
    Thread thread = new Thread(cleanUp::rounds, "holdfast-jdbc-clean-up");
    thread.setDaemon(true);
    thread.start();
    return cleanUp;
  }

  private void rounds() {
    boolean failing = false;
    try {
      while (!closed.await(pause(), TimeUnit.MILLISECONDS)) {
        failing = !round(failing);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody of ours does that; the thread ends all the same
    }
  }

  private long pause() {
    long half = Math.max(1, interval.toMillis() / 2);
    int jitter = Byte.toUnsignedInt(random.next(1)[0]);
    return half + 2 * half * jitter / JITTERS;
  }

  private boolean round(boolean failedBefore) {
    try {
      steps.forEach(this::untilFew);
    } catch (SessionStoreException e) {
      if (!failedBefore && !isClosed()) {
        events.cleanUpFails(e);
      }
      return false;
    }
    if (failedBefore) {
      events.cleanUpWorksAgain();
    }
    return true;
  }

  private void untilFew(IntSupplier step) {
    int found = Sql.BATCH;
    for (int batch = 0; batch < MOST_BATCHES && found == Sql.BATCH && !isClosed(); batch++) {
      found = step.getAsInt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Starts no further step; one that is under way ends by itself. */
  @Override
  public void close() {
    closed.countDown();
  }
}
