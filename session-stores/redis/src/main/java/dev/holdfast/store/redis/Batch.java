package dev.holdfast.store.redis;

import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Commands that go together, in one trip to each server that they are for, and all of it within a
 * time limit. What a server of a cluster sent elsewhere, or left unanswered, is asked alone.
 *
 * <p>For one piece of work, by one thread.
 */
final class Batch {
  /** How many records go together. */
  static final int PART = 100;

  private final Redis redis;
  private final long begin = System.nanoTime();
  private boolean begun;

  /** The time for all of it begins now. */
  Batch(Redis redis) {
    this.redis = redis;
  }

  /** As many in each as go together. */
  static <K> List<List<K>> parts(List<K> all) {
    List<List<K>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PART) {
      parts.add(all.subList(from, Math.min(from + PART, all.size())));
    }
    return parts;
  }

  /**
   * The answers to commands that may run twice, in order; empty where Redis answered nothing.
   *
   * @param alone the same command outside of any batch
   */
  <K, T> List<Optional<T>> send(
      List<K> items,
      BiFunction<AbstractPipeline, K, Response<T>> together,
      Function<K, Optional<T>> alone) {
    keepTime();
    return answers(items, redis.call(client -> sent(client, items, together)), alone);
  }

  /**
   * As {@link #send}, for commands that would answer differently the second time. In a cluster,
   * what was left unanswered is sent again alone, and counts as not there if it had been done.
   */
  <K, T> List<Optional<T>> sendOnce(
      List<K> items,
      BiFunction<AbstractPipeline, K, Response<T>> together,
      Function<K, Optional<T>> alone) {
    keepTime();
    return answers(items, redis.callOnce(client -> sent(client, items, together)), alone);
  }

  /** In order; there are fewer than items if a connection could not be had or broke. */
  private static <K, T> List<Response<T>> sent(
      UnifiedJedis client, List<K> items, BiFunction<AbstractPipeline, K, Response<T>> together) {
    List<Response<T>> sent = new ArrayList<>();
    try (AbstractPipeline pipeline = pipeline(client)) {
      for (K item : items) {
        sent.add(together.apply(pipeline, item));
      }
    } catch (JedisConnectionException e) {
      if (!(client instanceof RedisClusterClient)) {
        throw e;
      }
      // a server that has gone: a command of its own learns who came in its place, or fails
    }
    return sent;
  }

  private static AbstractPipeline pipeline(UnifiedJedis client) {
    return client instanceof RedisClusterClient cluster
        ? cluster.pipelined(new CallersThread())
        : client.pipelined();
  }

  private <K, T> List<Optional<T>> answers(
      List<K> items, List<Response<T>> sent, Function<K, Optional<T>> alone) {
    List<Optional<T>> answers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (i < sent.size() && answered(sent.get(i))) {
        answers.add(Optional.ofNullable(sent.get(i).get()));
      } else {
        keepTime();
        answers.add(alone.apply(items.get(i)));
      }
    }
    return answers;
  }

  private static boolean answered(Response<?> response) {
    try {
      response.get();
      return true;
    } catch (JedisDataException | IllegalStateException e) {
      return false; // an error, such as that the key has moved, or nothing came
    }
  }

  /** The first trip is always made. */
  private void keepTime() {
    if (begun && Duration.ofNanos(System.nanoTime() - begin).compareTo(redis.patience()) >= 0) {
      throw new SessionStoreException("Redis takes too long for all of a group");
    }
    begun = true;
  }
}
