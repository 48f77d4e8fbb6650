package dev.holdfast.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a provider that failed alone for a while: as long as it asks, else for a second, and twice
 * as long after each further failure, up to half a minute. Then one request tries, and the others
 * wait for what becomes of it. Thread-safe.
 */
final class Circuit {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** Longer than a request may take. */
  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(12);

  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private State state = State.WELL;
  private Instant since = Instant.MIN;
  private Instant until = Instant.MIN;
  private Duration nextRest = FIRST_REST;

  private enum State {
    WELL,
    RESTING,
    TRYING
  }

  Circuit(InstantSource time) {
    this.time = time;
  }

  /**
   * How long the provider is to be left alone. Empty: the caller may ask, and where the provider
   * has failed, is the only one who may.
   */
  Optional<Duration> rest() {
    lock.lock();
    try {
      Instant now = time.instant();
      if (state == State.WELL) {
        return Optional.empty();
      }
      if (now.isBefore(until) && !now.isBefore(since)) { // a clock set back keeps nobody waiting
        Duration left = Duration.between(now, until);
        return Optional.of(state == State.TRYING ? shorter(left, FIRST_REST) : left);
      }
      become(State.TRYING, now, LONGEST_TRIAL);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * It did not answer, or with a server error. Who asked before it was known to fail adds nothing.
   *
   * @param retryAfter how long it asks to be left alone; null if it does not say
   */
  void failed(@Nullable Duration retryAfter) {
    lock.lock();
    try {
      Instant now = time.instant();
      if (state != State.RESTING) {
        become(State.RESTING, now, retryAfter != null ? retryAfter : nextRest);
        nextRest = shorter(nextRest.multipliedBy(2), LONGEST_REST);
      } else if (retryAfter != null && until.isBefore(now.plus(retryAfter))) {
        become(State.RESTING, now, retryAfter);
      }
    } finally {
      lock.unlock();
    }
  }

  /** It answered, whatever it said. */
  void answered() {
    lock.lock();
    try {
      state = State.WELL;
      nextRest = FIRST_REST;
    } finally {
      lock.unlock();
    }
  }

  private void become(State next, Instant now, Duration life) {
    state = next;
    since = now;
    until = now.plus(life);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
