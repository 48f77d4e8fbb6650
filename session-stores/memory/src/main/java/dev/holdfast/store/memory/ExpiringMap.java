package dev.holdfast.store.memory;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.session.SessionStoreException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A map whose values are absent at the very instant they end. A living value is never pushed out:
 * when the map is full, a new key is refused.
 *
 * <p>Thread-safe; each method is atomic. Dead values are swept by the calls that write, about a
 * second after their end; there is no thread of its own.
 */
final class ExpiringMap<K, V extends Mortal> {
  private final Cache<K, V> cache;
  private final Map<K, V> living;
  private final BiConsumer<K, V> ended;
  private final int capacity;

  /**
   * An empty map.
   *
   * @param capacity how many values fit, give or take the threads that add one at the same moment
   * @param ended called for each key that leaves, before anybody can put it again
   */
  ExpiringMap(InstantSource time, int capacity, BiConsumer<K, V> ended) {
    this.cache =
        Caffeine.newBuilder()
            .ticker(() -> Lifetime.nanos(time.instant()))
            .expireAfter(new Lifetime<K, V>())
            .evictionListener(
                (key, value, cause) -> ended.accept(requireNonNull(key), requireNonNull(value)))
            .executor(Runnable::run)
            .build();
    this.living = cache.asMap();
    this.ended = ended;
    this.capacity = capacity;
  }

  /** Leaves no trace: nothing here depends on when a value was last read. */
  Optional<V> get(K key) {
    return Optional.ofNullable(cache.policy().getIfPresentQuietly(key));
  }

  /**
   * Puts the value unless the key is there.
   *
   * @param added called before anybody can see the value
   * @throws SessionStoreException if the map is full of living values
   */
  boolean putIfAbsent(K key, V value, BiConsumer<K, V> added) {
    requireRoomFor(key);
    AtomicBoolean put = new AtomicBoolean();
    living.computeIfAbsent(
        key,
        absent -> {
          added.accept(key, value);
          put.set(true);
          return value;
        });
    return put.get();
  }

  /**
   * Puts the value, whatever was there.
   *
   * @throws SessionStoreException if the key is new and the map is full of living values
   */
  void put(K key, V value) {
    requireRoomFor(key);
    cache.put(key, value);
  }

  /** Changes the value if it is there and meets the condition; answers the changed one. */
  Optional<V> changeIf(K key, Predicate<V> condition, UnaryOperator<V> change) {
    AtomicReference<V> changed = new AtomicReference<>();
    living.computeIfPresent(
        key,
        (same, value) -> {
          if (!condition.test(value)) {
            return value;
          }
          V next = change.apply(value);
          changed.set(next);
          return next;
        });
    return Optional.ofNullable(changed.get());
  }

  /**
   * Removes the key if it is there and its value meets the condition; true for exactly one caller.
   */
  boolean removeIf(K key, Predicate<V> condition) {
    AtomicBoolean removed = new AtomicBoolean();
    living.computeIfPresent(
        key,
        (same, value) -> {
          if (!condition.test(value)) {
            return value;
          }
          ended.accept(key, value);
          removed.set(true);
          return null;
        });
    return removed.get();
  }

  /** Everything that is kept, the dead who were not swept yet included. */
  int size() {
    return Math.toIntExact(cache.estimatedSize());
  }

  /** What lives, as it changes. */
  Map<K, V> living() {
    return Collections.unmodifiableMap(living);
  }

  private void requireRoomFor(K key) {
    if (size() < capacity || cache.getIfPresent(key) != null) {
      return;
    }
    cache.cleanUp();
    if (size() >= capacity) {
      throw new SessionStoreException("the memory store is full: " + capacity + " entries live");
    }
  }
}
