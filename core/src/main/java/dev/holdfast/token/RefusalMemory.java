package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.provider.TokenTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a provider has just refused to a session or a client, or could not answer: so long it is not
 * asked again, since it would say the same. Bounded; what is forgotten costs one request.
 * Thread-safe.
 */
final class RefusalMemory {
  /** So long a provider is left alone that did not answer and does not say how long. */
  private static final Duration A_WHILE = Duration.ofSeconds(1);

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

  private record Asked(String owner, TokenTarget target) {}

  private record Refused(ErrorCode code, Instant at, Duration life) {
    /** What is left of its life; nothing if the clock was set back. */
    Duration left(Instant now) {
      return now.isBefore(at) ? Duration.ZERO : life.minus(Duration.between(at, now));
    }
  }

  RefusalMemory(InstantSource time) {
    this.time = time;
  }

  /**
   * Keeps what is no token: a silence for as long as the provider asks to be left alone, a refusal
   * for ten seconds.
   */
  TokenResult.TryLater keep(String owner, TokenTarget target, ProviderReply<?> notGranted) {
    TokenResult.TryLater refused = later(notGranted);
    Duration life = refused.retryAfter().orElse(USUAL_LIFE);
    lock.lock();
    try {
      lately.put(new Asked(owner, target), new Refused(refused.code(), time.instant(), life));
    } finally {
      lock.unlock();
    }
    return refused;
  }

  private static TokenResult.TryLater later(ProviderReply<?> reply) {
    return reply instanceof ProviderReply.Unavailable<?> silent
        ? new TokenResult.TryLater(
            ErrorCode.PROVIDER_UNAVAILABLE, silent.retryAfter().or(() -> Optional.of(A_WHILE)))
        : new TokenResult.TryLater(((ProviderReply.Refused<?>) reply).code(), Optional.empty());
  }

  /** What was refused, and for how long it is not asked for again. */
  Optional<TokenResult.TryLater> find(String owner, TokenTarget target) {
    lock.lock();
    try {
      Asked asked = new Asked(owner, target);
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
