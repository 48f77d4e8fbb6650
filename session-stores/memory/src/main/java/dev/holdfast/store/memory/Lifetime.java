package dev.holdfast.store.memory;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Tells Caffeine when a value ends, counting nanoseconds since 1970. */
final class Lifetime<K, V extends Mortal> implements Expiry<K, V> {

  private static final long LAST_SECOND = TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE);

  /**
   * The instant as a ticker reads it; the year 2262 stands for all that is later, 1970 for before.
   */
  static long nanos(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < 0) {
      return 0;
    }
    return second >= LAST_SECOND
        ? Long.MAX_VALUE
        : TimeUnit.SECONDS.toNanos(second) + instant.getNano();
  }

  @Override
  public long expireAfterCreate(K key, V value, long now) {
    return Math.max(0, nanos(value.until()) - now);
  }

  @Override
  public long expireAfterUpdate(K key, V value, long now, long left) {
    return expireAfterCreate(key, value, now);
  }

  @Override
  public long expireAfterRead(K key, V value, long now, long left) {
    return left;
  }
}
