package dev.holdfast.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Keeps small facts that expire, seen by all nodes: leases, used states, ended sessions.
 *
 * <p>Thread-safe; each method is atomic. A fact lives for {@code life}, then it is absent; before
 * that it is never evicted: a store that is full refuses with {@link SessionStoreException}, and so
 * does one that cannot be reached. Arrays passed in and out are copies. Each sentence is a case of
 * the published {@code CoordinationStoreContract}.
 */
public interface CoordinationStore extends AutoCloseable {

  /** Puts the fact unless it is there; true for exactly one caller. */
  boolean putIfAbsent(Fact fact, byte[] value, Duration life);

  /** Puts {@code next} if the fact is there and equals {@code expected}; true for exactly one. */
  boolean replace(Fact fact, byte[] expected, byte[] next, Duration life);

  /** Puts the fact, whatever was there. */
  void put(Fact fact, byte[] value, Duration life);

  /** Those of the facts that are there, in one round trip. */
  Map<Fact, byte[]> getAll(Set<Fact> facts);

  /** Removes the fact if it is there and equals {@code expected}; true for exactly one caller. */
  boolean remove(Fact fact, byte[] expected);

  /** Whether every node of the application sees these facts, and a restart leaves them. */
  default boolean isShared() {
    return true;
  }

  /** Lets go of threads and connections that the store made itself. */
  @Override
  default void close() {}
}
