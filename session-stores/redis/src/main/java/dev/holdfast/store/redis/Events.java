package dev.holdfast.store.redis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.store.redis");

  /** Said once, until {@link #back()}. */
  void lost(JedisException why) {
    LOG.warn("Redis does not answer; sessions wait until it does: {}", why.getMessage());
  }

  void back() {
    LOG.info("Redis answers again");
  }

  void evicts(String policy) {
    LOG.warn(
        "a Redis server may evict sessions when its memory is full: its maxmemory-policy is {},"
            + " it must be noeviction",
        policy);
  }
}
