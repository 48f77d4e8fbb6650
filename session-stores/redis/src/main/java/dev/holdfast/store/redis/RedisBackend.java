package dev.holdfast.store.redis;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import java.time.InstantSource;

/**
 * {@code session-store=redis}, {@code coordination=redis}. Settings, prefixed {@code
 * session-store.redis.}:
 *
 * <ul>
 *   <li>{@code uri}: {@code redis://host:port/database}, {@code
 *       redis+sentinel://host:port,host:port/primary} or {@code
 *       redis+cluster://host:port,host:port}; {@code rediss} in place of {@code redis} for TLS,
 *       with the platform's trusted certificates
 *   <li>{@code user}, {@code password}, {@code sentinel-user}, {@code sentinel-password}: none
 *       unless said otherwise
 *   <li>{@code key-prefix}: {@code holdfast:} unless said otherwise
 *   <li>{@code time-limit} of connecting, of each answer, and of the wait for a free connection,
 *       1ms to 60s: 250ms unless said otherwise
 *   <li>{@code pool-size}, connections to each server: 64 unless said otherwise
 * </ul>
 *
 * <p>The same, prefixed {@code coordination.redis.}, each as for the session store unless said
 * otherwise. Each store has connections of its own. A server that cannot be reached at the start is
 * logged; the stores work as soon as it can.
 */
public final class RedisBackend implements StoreBackend {

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public SessionStore sessionStore(Settings settings, InstantSource time, RandomBytes random) {
    RedisSettings read = RedisSettings.ofSessions(settings);
    return new RedisSessionStore(started(read, settings), read.keys(), random);
  }

  @Override
  public CoordinationStore coordinationStore(Settings settings, InstantSource time) {
    RedisSettings read = RedisSettings.ofFacts(settings);
    return new RedisCoordinationStore(started(read, settings), read.keys(), RandomBytes.secure());
  }

  private static Redis started(RedisSettings read, Settings settings) {
    Redis redis = new Redis(new Links(read)::open, read.limit());
    if (settings.sound()) {
      redis.start();
    }
    return redis;
  }
}
