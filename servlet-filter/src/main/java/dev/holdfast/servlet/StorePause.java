package dev.holdfast.servlet;

import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Keeps requests from waiting for a store that has failed many times in a row: for a second they
 * fail at once, then one tries while the others go on failing at once. Thread-safe, without a lock
 * and without a thread.
 *
 * <p>A turn changes only the state in which it began: what comes late from the beginning of an
 * outage neither prolongs a pause nor ends it.
 */
final class StorePause {
  /** How many failures in a row begin a pause. */
  static final int PATIENCE = 30;

  private static final long REST = Duration.ofSeconds(1).toNanos();

  /** After which one who tries is no longer waited for. */
  private static final long LONGEST_TRIAL = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicReference<Turn> now = new AtomicReference<>(new Turn(0, 0));

  /** What a call began with: no two are equal. */
  static final class Turn {
    /** In a row, up to {@link #PATIENCE}. */
    private final int failures;

    /** When somebody may try, by the monotonic clock. */
    private final long until;

    private Turn(int failures, long until) {
      this.failures = failures;
      this.until = until;
    }

    private boolean pausing() {
      return failures >= PATIENCE;
    }
  }

  StorePause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins a call, which has to give its turn back.
   *
   * @throws SessionStoreException if the store is to be left alone
   */
  Turn begin() {
    Turn current = current();
    if (!current.pausing()) {
      return current;
    }
    long time = nanoTime.getAsLong();
    Turn trial = new Turn(PATIENCE, time + LONGEST_TRIAL);
    if (time - current.until >= 0 && now.compareAndSet(current, trial)) {
      return trial;
    }
    throw new SessionStoreException("the store has failed many times in a row and is left alone");
  }

  /** The store has failed. */
  void failed(Turn turn) {
    Turn current;
    Turn next;
    do {
      current = current();
      if (current.pausing() && current != turn) {
        return;
      }
      next =
          current.failures + 1 < PATIENCE
              ? new Turn(current.failures + 1, 0)
              : new Turn(PATIENCE, nanoTime.getAsLong() + REST);
    } while (!now.compareAndSet(current, next));
  }

  /** The store has answered. */
  void answered(Turn turn) {
    Turn current = current();
    if (current.failures > 0 && (current == turn || !current.pausing())) {
      now.compareAndSet(current, new Turn(0, 0));
    }
  }

  /** Nobody knows whether the store was asked: others may ask, and the next failure pauses anew. */
  void unknown(Turn turn) {
    if (turn.pausing()) {
      now.compareAndSet(turn, new Turn(PATIENCE - 1, 0));
    }
  }

  private Turn current() {
    return Objects.requireNonNull(now.get(), "there is always one");
  }
}
