package dev.holdfast.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisInstance;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;

/** A primary and its replica, watched by three Sentinels. */
final class SentinelServers implements Servers {
  private static final String HOST = "127.0.0.1";
  private static final String NAME = "sessions";
  private static final int SENTINELS = 3;

  private final List<RedisInstance> processes = new ArrayList<>();
  private final List<HostAndPort> sentinels;

  SentinelServers() {
    List<Integer> ports = Servers.freePorts(2 + SENTINELS);
    int primary = ports.get(0);
    int replica = ports.get(1);
    sentinels =
        ports.subList(2, ports.size()).stream().map(port -> new HostAndPort(HOST, port)).toList();
    try {
      start(RedisServer.newRedisServer().port(primary).bind(HOST).build());
      start(RedisServer.newRedisServer().port(replica).bind(HOST).slaveOf(HOST, primary).build());
      for (HostAndPort sentinel : sentinels) {
        start(
            RedisSentinel.newRedisSentinel()
                .bind(HOST)
                .port(sentinel.getPort())
                .masterName(NAME)
                .masterPort(primary)
                .quorumSize(2)
                .downAfterMilliseconds(1000)
                .failOverTimeout(5000)
                .build());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Servers.until("Sentinels that know of all", () -> sentinels.stream().allMatch(this::informed));
  }

  private void start(RedisInstance process) throws IOException {
    process.start();
    processes.add(process);
  }

  private boolean informed(HostAndPort sentinel) {
    try (Jedis jedis = new Jedis(sentinel)) {
      Map<String, String> known = jedis.sentinelMaster(NAME);
      return "1".equals(known.get("num-slaves"))
          && String.valueOf(SENTINELS - 1).equals(known.get("num-other-sentinels"))
          && jedis.sentinelReplicas(NAME).stream()
              .allMatch(replica -> "ok".equals(replica.get("master-link-status")));
    }
  }

  /** Stops the primary; returns when the Sentinels have agreed on its successor. */
  void failOver() throws IOException {
    HostAndPort old = primaries().get(0);
    for (RedisInstance process : processes) {
      if (process.ports().contains(old.getPort())) {
        process.stop();
      }
    }
    Servers.until("another primary", () -> !primaries().contains(old));
  }

  @Override
  public String uri() {
    String hosts = sentinels.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    return "redis+sentinel://" + hosts + "/" + NAME;
  }

  @Override
  public List<HostAndPort> primaries() {
    try (Jedis jedis = new Jedis(sentinels.get(0))) {
      List<String> address = jedis.sentinelGetMasterAddrByName(NAME);
      return List.of(new HostAndPort(address.get(0), Integer.parseInt(address.get(1))));
    }
  }

  @Override
  public void close() {
    Servers.stop(processes);
  }
}
