package dev.holdfast.servlet;

import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Keeps requests from waiting for a store that answers nobody: after many failures without an
 * answer in between they fail at once for a second, then one tries while the others go on failing
 * at once. Thread-safe, without a lock and without a thread.
 *
 * <p>A store that answers some, as a cluster does that has lost a part, is never paused: a failure
 * counts only if nothing was answered since its call began. Nor does what comes late from the
 * beginning of an outage prolong a pause or end it.
 */
final class StorePause {
  /** How many failures without an answer in between begin a pause. */
  static final int PATIENCE = 30;

  private static final long REST = Duration.ofSeconds(1).toNanos();

  /** After which one who tries is no longer waited for. */
  private static final long LONGEST_TRIAL = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicReference<State> now = new AtomicReference<>(new State(0, 0));
  private final AtomicLong answered;

  /** No two are equal. */
  private static final class State {
    /** Since the last answer, up to {@link #PATIENCE}. */
    private final int failures;

    /** When somebody may try, by the monotonic clock. */
    private final long until;

    private State(int failures, long until) {
      this.failures = failures;
      this.until = until;
    }

    private boolean pausing() {
      return failures >= PATIENCE;
    }
  }

  /**
   * What a call began with.
   *
   * @param begun by the monotonic clock
   */
  record Turn(State state, long begun) {}

  StorePause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.answered = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Begins a call, which has to give its turn back.
   *
   * @throws SessionStoreException if the store is to be left alone
   */
  Turn begin() {
    State current = current();
    long time = nanoTime.getAsLong();
    if (!current.pausing()) {
      return new Turn(current, time);
    }
    State trial = new State(PATIENCE, time + LONGEST_TRIAL);
    if (time - current.until >= 0 && now.compareAndSet(current, trial)) {
      return new Turn(trial, time);
    }
    throw new SessionStoreException("the store has failed many times in a row and is left alone");
  }

  /** The store has failed. */
  void failed(Turn turn) {
    State current;
    State next;
    do {
      current = current();
      if (current.pausing() ? current != turn.state() : turn.begun() - answered.get() < 0) {
        return;
      }
      next =
          current.failures + 1 < PATIENCE
              ? new State(current.failures + 1, 0)
              : new State(PATIENCE, nanoTime.getAsLong() + REST);
    } while (!now.compareAndSet(current, next));
  }

  /** The store has answered. */
  void answered(Turn turn) {
    State current = current();
    if (!current.pausing() || current == turn.state()) {
      answered.lazySet(nanoTime.getAsLong());
      well(current);
    }
  }

  /** The store has taken a change: whoever waits for it need not. */
  void changed() {
    answered.lazySet(nanoTime.getAsLong());
    well(current());
  }

  /**
   * Nothing was found, and nobody knows whether the store was asked. That ends no pause, but the
   * next one may try at once; outside of a pause it counts as an answer.
   */
  void unknown(Turn turn) {
    State current = current();
    if (!current.pausing()) {
      answered(turn);
    } else if (current == turn.state()) {
      now.compareAndSet(current, new State(PATIENCE, nanoTime.getAsLong()));
    }
  }

  private void well(State current) {
    if (current.failures > 0) {
      now.compareAndSet(current, new State(0, 0));
    }
  }

  private State current() {
    return Objects.requireNonNull(now.get(), "there is always one");
  }
}
