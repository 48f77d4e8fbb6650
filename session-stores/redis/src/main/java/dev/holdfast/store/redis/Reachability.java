package dev.holdfast.store.redis;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells operators that Redis is away, once, and that it is back, once. Thread-safe.
 *
 * <p>A command changes only the state in which it began: an answer from before an outage does not
 * end it, and a failure that comes late begins no other.
 */
final class Reachability {

  /** Compared by identity: each outage is another one. */
  record Phase(boolean away) {}

  private final Events events = new Events();
  private final AtomicReference<Phase> now = new AtomicReference<>(new Phase(false));

  /** What a command that begins now has to give back when it is over. */
  Phase now() {
    return Objects.requireNonNull(now.get(), "there is always one");
  }

  void answered(Phase begun) {
    if (begun.away() && now.compareAndSet(begun, new Phase(false))) {
      events.back();
    }
  }

  void failed(Phase begun, JedisException why) {
    if (!begun.away() && now.compareAndSet(begun, new Phase(true))) {
      events.lost(why);
    }
  }
}
