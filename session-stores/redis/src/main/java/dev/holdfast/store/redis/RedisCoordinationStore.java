package dev.holdfast.store.redis;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStoreException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Facts in Redis, seen by all nodes. Each method is one round trip; {@link #getAll} on a cluster is
 * one for each hash slot.
 *
 * <p>Kept are eight random octets and then the value, so that a call that is sent again because its
 * answer was lost recognizes its own work.
 *
 * <p>Thread-safe. A call waits for a free connection, for connecting and for the answer, each up to
 * the time limit, and then fails with {@link SessionStoreException}. A full server refuses
 * likewise.
 */
public final class RedisCoordinationStore implements CoordinationStore {
  private static final int MARK = 8;

  private final Redis redis;
  private final Keys keys;
  private final RandomBytes random;

  /**
   * A store that uses the application's own client, with its time limits, and does not close it.
   *
   * @param keyPrefix in front of every key; stores with different prefixes do not see each other
   */
  public RedisCoordinationStore(UnifiedJedis client, String keyPrefix, RandomBytes random) {
    this(Redis.by(client), new Keys(keyPrefix), random);
  }

  RedisCoordinationStore(Redis redis, Keys keys, RandomBytes random) {
    this.redis = redis;
    this.keys = keys;
    this.random = random;
  }

  @Override
  public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
    byte[] kept = marked(value);
    return redis.call(
        client ->
            Script.PUT_FACT_IF_ABSENT.says(
                client, keys.fact(fact), kept, Millis.text(Millis.life(life))));
  }

  @Override
  public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
    byte[] kept = marked(next);
    return redis.call(
        client ->
            Script.REPLACE_FACT.says(
                client, keys.fact(fact), expected, kept, Millis.text(Millis.life(life))));
  }

  @Override
  public void put(Fact fact, byte[] value, Duration life) {
    byte[] kept = marked(value);
    SetParams ending = SetParams.setParams().px(Millis.life(life));
    redis.call(client -> client.set(keys.fact(fact), kept, ending));
  }

  @Override
  public Map<Fact, byte[]> getAll(Set<Fact> facts) {
    if (facts.isEmpty()) {
      return Map.of();
    }
    List<Fact> wanted = List.copyOf(facts);
    byte[][] names = wanted.stream().map(keys::fact).toArray(byte[][]::new);
    List<byte[]> found = redis.call(client -> client.mget(names));
    Map<Fact, byte[]> values = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      byte[] kept = found.get(i);
      if (kept != null) {
        values.put(wanted.get(i), value(kept));
      }
    }
    return values;
  }

  @Override
  public boolean remove(Fact fact, byte[] expected) {
    return redis.callOnce(client -> Script.REMOVE_FACT.says(client, keys.fact(fact), expected));
  }

  @Override
  public void close() {
    redis.close();
  }

  private byte[] marked(byte[] value) {
    return ByteBuffer.allocate(MARK + value.length).put(random.next(MARK)).put(value).array();
  }

  private static byte[] value(byte[] kept) {
    if (kept.length < MARK) {
      throw new SessionStoreException("Redis keeps a fact that none of us wrote");
    }
    return Arrays.copyOfRange(kept, MARK, kept.length);
  }
}
