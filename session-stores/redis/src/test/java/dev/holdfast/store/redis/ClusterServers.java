package dev.holdfast.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A cluster of three primaries, each with a replica. */
final class ClusterServers implements Servers {
  private static final String HOST = "127.0.0.1";
  private static final int PRIMARIES = 3;
  private static final int SLOTS = 16384;

  private final List<RedisServer> servers = new ArrayList<>();
  private final List<HostAndPort> nodes;

  /** Keeps its files in {@code directory}. */
  ClusterServers(Path directory) {
    nodes =
        Servers.freePorts(2 * PRIMARIES).stream().map(port -> new HostAndPort(HOST, port)).toList();
    try {
      for (HostAndPort node : nodes) {
        RedisServer server =
            RedisServer.newRedisServer()
                .port(node.getPort())
                .bind(HOST)
                .setting("dir " + directory)
                .setting("save \"\"")
                .setting("cluster-enabled yes")
                .setting("cluster-config-file nodes-" + node.getPort() + ".conf")
                .setting("cluster-node-timeout 2000")
                .build();
        server.start();
        servers.add(server);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    join();
  }

  private void join() {
    for (int i = 0; i < PRIMARIES; i++) {
      try (Jedis jedis = new Jedis(nodes.get(i))) {
        jedis.clusterAddSlots(
            IntStream.range(SLOTS * i / PRIMARIES, SLOTS * (i + 1) / PRIMARIES).toArray());
      }
    }
    try (Jedis first = new Jedis(nodes.get(0))) {
      nodes.forEach(node -> first.clusterMeet(node.getHost(), node.getPort()));
    }
    Servers.until(
        "servers that know each other",
        () -> nodes.stream().allMatch(node -> says(node, "cluster_known_nodes:6")));
    for (int i = 0; i < PRIMARIES; i++) {
      try (Jedis primary = new Jedis(nodes.get(i));
          Jedis replica = new Jedis(nodes.get(PRIMARIES + i))) {
        replica.clusterReplicate(primary.clusterMyId());
      }
    }
    Servers.until(
        "a cluster in which all is well",
        () -> nodes.stream().allMatch(node -> says(node, "cluster_state:ok")));
  }

  /** Stops the first primary; returns when its replica has taken over. */
  void failOver() throws IOException {
    servers.get(0).stop();
    Servers.until("another primary", () -> primary(nodes.get(PRIMARIES)));
    Servers.until(
        "a cluster in which all is well again",
        () -> nodes.stream().skip(1).allMatch(node -> says(node, "cluster_state:ok")));
  }

  private static boolean primary(HostAndPort node) {
    try (Jedis jedis = new Jedis(node)) {
      return jedis.role().get(0).equals("master");
    }
  }

  private static boolean says(HostAndPort node, String line) {
    try (Jedis jedis = new Jedis(node)) {
      return jedis.clusterInfo().contains(line);
    }
  }

  @Override
  public String uri() {
    return "redis+cluster://"
        + nodes.stream().limit(2).map(HostAndPort::toString).collect(Collectors.joining(","));
  }

  @Override
  public List<HostAndPort> primaries() {
    return nodes.subList(0, PRIMARIES);
  }

  @Override
  public void close() {
    Servers.stop(servers);
  }
}
