package dev.holdfast.store.memory;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Facts in the memory of one server: other nodes do not see them, and a restart forgets them.
 *
 * <p>No living fact is pushed out: when the store is full, a new one is refused with {@link
 * SessionStoreException}.
 *
 * <p>Thread-safe; calls for different facts do not wait for each other.
 */
public final class MemoryCoordinationStore implements CoordinationStore {
  private final ExpiringMap<Fact, Held> facts;
  private final InstantSource time;

  /**
   * An empty store.
   *
   * @param maxFacts how many facts may live at once, give or take the threads that put one at the
   *     same moment
   */
  public MemoryCoordinationStore(InstantSource time, int maxFacts) {
    this.time = time;
    this.facts = new ExpiringMap<>(time, maxFacts, (fact, held) -> {});
  }

  @Override
  public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
    return facts.putIfAbsent(fact, held(value, life), (same, held) -> {});
  }

  @Override
  public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
    Held successor = held(next, life);
    return facts.changeIf(fact, held -> held.is(expected), held -> successor).isPresent();
  }

  @Override
  public void put(Fact fact, byte[] value, Duration life) {
    facts.put(fact, held(value, life));
  }

  @Override
  public Map<Fact, byte[]> getAll(Set<Fact> wanted) {
    Map<Fact, byte[]> found = new HashMap<>();
    for (Fact fact : wanted) {
      facts.get(fact).ifPresent(held -> found.put(fact, held.value()));
    }
    return found;
  }

  @Override
  public boolean remove(Fact fact, byte[] expected) {
    return facts.removeIf(fact, held -> held.is(expected));
  }

  private Held held(byte[] value, Duration life) {
    return new Held(value, time.instant().plus(life));
  }

  /** What one process remembers. */
  @Override
  public boolean isShared() {
    return false;
  }
}
