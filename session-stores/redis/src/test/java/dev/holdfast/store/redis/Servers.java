package dev.holdfast.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.Redis;

/** Real Redis servers, at an address that a store can be told. */
interface Servers extends AutoCloseable {

  /** The text of the {@code uri} setting. */
  String uri();

  /** Each server that takes writes. */
  List<HostAndPort> primaries();

  @Override
  void close();

  /** Empties all of them. */
  default void clear() {
    primaries()
        .forEach(
            primary -> {
              try (Jedis jedis = new Jedis(primary)) {
                jedis.flushAll();
              }
            });
  }

  static void stop(List<? extends Redis> servers) {
    try {
      for (Redis server : servers) {
        server.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ports that nobody uses, each with a free one 10000 above it, where clusters gossip. Both are
   * below those that Linux gives to clients.
   */
  static List<Integer> freePorts(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 250) * 10;
        ports.size() < count;
        port++) {
      if (free(port) && free(port + 10_000)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for what the servers have to agree on. */
  static void until(String hope, BooleanSupplier fulfilled) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!fulfilled.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("in vain waited for " + hope);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
