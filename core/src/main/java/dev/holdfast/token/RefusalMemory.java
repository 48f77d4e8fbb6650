package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.TokenTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a provider has just refused to a session, or could not answer: so long it is not asked
 * again, since it would say the same. Bounded; what is forgotten costs one request. Thread-safe.
 */
final class RefusalMemory {
  private static final Duration USUAL_LIFE = Duration.ofSeconds(10);
  private static final int CAPACITY = 10_000;

  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Asked, Refused> lately =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Refused> eldest) {
          return size() > CAPACITY;
        }
      };

  private record Asked(String session, TokenTarget target) {}

  private record Refused(ErrorCode code, Instant at, Duration life) {
    /** What is left of its life; nothing if the clock was set back. */
    Duration left(Instant now) {
      return now.isBefore(at) ? Duration.ZERO : life.minus(Duration.between(at, now));
    }
  }

  RefusalMemory(InstantSource time) {
    this.time = time;
  }

  /** Keeps it for as long as the provider asks to be left alone, else for ten seconds. */
  void keep(String session, TokenTarget target, TokenResult.TryLater refused) {
    Duration life = refused.retryAfter().orElse(USUAL_LIFE);
    lock.lock();
    try {
      lately.put(new Asked(session, target), new Refused(refused.code(), time.instant(), life));
    } finally {
      lock.unlock();
    }
  }

  /** What was refused, and for how long it is not asked for again. */
  Optional<TokenResult.TryLater> find(String session, TokenTarget target) {
    lock.lock();
    try {
      Asked asked = new Asked(session, target);
      Refused refused = lately.get(asked);
      if (refused == null) {
        return Optional.empty();
      }
      Duration left = refused.left(time.instant());
      if (left.isNegative() || left.isZero()) {
        lately.remove(asked);
        return Optional.empty();
      }
      return Optional.of(new TokenResult.TryLater(refused.code(), Optional.of(left)));
    } finally {
      lock.unlock();
    }
  }
}
