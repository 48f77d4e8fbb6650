package dev.holdfast.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/**
 * A client and its pools, one for each server that it knows now.
 *
 * @param pools answers anew at each call, since Sentinel and clusters change their minds
 * @param ending what closing does
 */
record Link(
    UnifiedJedis client, Supplier<Collection<? extends Pool<Connection>>> pools, Runnable ending)
    implements AutoCloseable {
  private static final Pattern POLICY = Pattern.compile("(?m)^maxmemory_policy:(\\S+)");

  /** To a client of our own, which ends with the link. */
  static Link own(UnifiedJedis client, Supplier<Collection<? extends Pool<Connection>>> pools) {
    return new Link(client, pools, client::close);
  }

  /** To somebody else's client: neither looked into nor closed. */
  static Link borrowed(UnifiedJedis client) {
    return new Link(client, List::of, () -> {});
  }

  /** Drops connections that nobody is using: after an outage they lead nowhere. */
  void dropIdle() {
    pools.get().forEach(Pool::clear);
  }

  /**
   * What the servers do when their memory is full, as far as they tell. Those of a cluster that are
   * away just now are passed over.
   *
   * @throws JedisException if none can be reached, or none knows our user
   */
  Set<String> evictionPolicies() {
    Set<String> policies = new TreeSet<>();
    List<JedisException> failures = new ArrayList<>();
    Collection<? extends Pool<Connection>> servers = pools.get();
    for (Pool<Connection> server : servers) {
      try {
        evictionPolicy(server).ifPresent(policies::add);
      } catch (JedisException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty() && failures.size() == servers.size()) {
      throw failures.get(0);
    }
    return policies;
  }

  private static Optional<String> evictionPolicy(Pool<Connection> pool) {
    try (Connection connection = pool.getResource()) {
      return info(connection)
          .map(POLICY::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1));
    }
  }

  /** Empty for a user who may not ask: then there is no warning either. */
  private static Optional<String> info(Connection connection) {
    try {
      Object info =
          connection.executeCommand(new CommandArguments(Protocol.Command.INFO).add("memory"));
      return Optional.of(new String((byte[]) info, StandardCharsets.UTF_8));
    } catch (JedisDataException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    ending.run();
  }
}
