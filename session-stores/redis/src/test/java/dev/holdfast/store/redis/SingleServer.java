package dev.holdfast.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** One server, which can be stopped and started again. */
final class SingleServer implements Servers {
  private final int port;
  private final RedisServer server;

  /** A stopped server with these lines in its configuration. */
  SingleServer(String... lines) {
    port = Servers.freePorts(1).get(0);
    try {
      RedisServerBuilder builder =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"");
      for (String line : lines) {
        builder.setting(line);
      }
      server = builder.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SingleServer started(String... lines) {
    SingleServer started = new SingleServer(lines);
    started.start();
    return started;
  }

  void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public List<HostAndPort> primaries() {
    return List.of(new HostAndPort("127.0.0.1", port));
  }

  @Override
  public void close() {
    Servers.stop(List.of(server));
  }
}
