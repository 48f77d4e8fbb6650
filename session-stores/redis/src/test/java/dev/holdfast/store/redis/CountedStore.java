package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.SessionStore;
import java.time.Duration;
import java.util.function.Supplier;
import redis.clients.jedis.util.Pool;

/** A store whose trips are counted: each borrows one connection, once. */
record CountedStore(SessionStore store, Link link) {

  static CountedStore on(Servers servers) {
    RedisSettings read = settings(servers);
    return over(read, read.limit());
  }

  /** One to which anything beyond a single trip is too long. */
  static CountedStore withNoPatience(Servers servers) {
    return over(settings(servers), Duration.ZERO);
  }

  private static CountedStore over(RedisSettings read, Duration limit) {
    Link link = new Links(read).open();
    Redis redis = new Redis(() -> link, limit);
    redis.start();
    return new CountedStore(new RedisSessionStore(redis, read.keys(), RandomBytes.secure()), link);
  }

  private static RedisSettings settings(Servers servers) {
    return RedisSettings.ofSessions(Settings.of(Stores.settings(servers)));
  }

  /** What this answers, which must cost so many trips, or up to {@code most} times as many. */
  <T> T inTrips(int trips, int most, Supplier<T> work) {
    long before = borrowed();
    T answer = work.get();
    assertThat(borrowed() - before).as("trips").isBetween((long) trips, (long) trips * most);
    return answer;
  }

  private long borrowed() {
    return link.pools().get().stream().mapToLong(Pool::getBorrowedCount).sum();
  }
}
