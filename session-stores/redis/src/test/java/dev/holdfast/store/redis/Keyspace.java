package dev.holdfast.store.redis;

import dev.holdfast.session.RecordId;
import dev.holdfast.store.contract.BackDoor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.Tuple;

/** Every key on every primary, as an operator with {@code redis-cli} sees it. */
record Keyspace(Servers servers) implements BackDoor {
  private static final byte[] ALL = "*".getBytes(StandardCharsets.UTF_8);

  private void each(BiConsumer<Jedis, byte[]> visitor) {
    servers
        .primaries()
        .forEach(
            primary -> {
              try (Jedis jedis = new Jedis(primary)) {
                jedis.keys(ALL).forEach(key -> visitor.accept(jedis, key));
              }
            });
  }

  private static boolean named(byte[] key, String text) {
    return new String(key, StandardCharsets.UTF_8).contains(text);
  }

  @Override
  public int records() {
    AtomicInteger records = new AtomicInteger();
    each((jedis, key) -> records.addAndGet(named(key, ":session:") ? 1 : 0));
    return records.get();
  }

  @Override
  public void corrupt(RecordId id) {
    each(
        (jedis, key) -> {
          if (named(key, id.digest())) {
            jedis.set(key, new byte[] {-1, 0, -1}, SetParams.setParams().keepTtl());
          }
        });
  }

  @Override
  public List<byte[]> everything() {
    List<byte[]> everything = new ArrayList<>();
    each(
        (jedis, key) -> {
          everything.add(key);
          if (named(key, ":group:")) {
            everything.addAll(jedis.zrange(key, 0, -1));
          } else {
            everything.add(jedis.get(key));
          }
        });
    return everything;
  }

  /** How many keys there are, and how many of them never end. */
  List<Integer> keysAndEndlessKeys() {
    AtomicInteger keys = new AtomicInteger();
    AtomicInteger endless = new AtomicInteger();
    each(
        (jedis, key) -> {
          keys.incrementAndGet();
          endless.addAndGet(jedis.pttl(key) < 0 ? 1 : 0);
        });
    return List.of(keys.get(), endless.get());
  }

  /** The present, by the first server's clock. */
  Instant now() {
    try (Jedis jedis = new Jedis(servers.primaries().get(0))) {
      List<String> time = jedis.time();
      long micros = Long.parseLong(time.get(1));
      return Instant.ofEpochMilli(Long.parseLong(time.get(0)) * 1000 + micros / 1000);
    }
  }

  /** Sets back the end of everything, outside and inside. */
  void advance(Duration by) {
    each(
        (jedis, key) -> {
          if (named(key, ":session:")) {
            shiftTimes(jedis, key, by.toMillis());
          } else if (named(key, ":group:")) {
            for (Tuple member : jedis.zrangeWithScores(key, 0, -1)) {
              jedis.zincrby(key, -(double) by.toMillis(), member.getBinaryElement());
            }
          }
          jedis.pexpire(key, Math.max(0, jedis.pttl(key) - by.toMillis()));
        });
  }

  private static void shiftTimes(Jedis jedis, byte[] key, long by) {
    ByteBuffer row = ByteBuffer.wrap(jedis.get(key));
    for (int at : new int[] {9, 17, 25}) {
      row.putLong(at, row.getLong(at) - by);
    }
    jedis.set(key, row.array(), SetParams.setParams().keepTtl());
  }
}
