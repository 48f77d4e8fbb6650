package dev.holdfast.demo.nodes;

import dev.holdfast.seal.Locator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A Redis that has on disk what it has acknowledged. */
final class RedisProcess extends StoreServer {
  private static final Pattern PROCESS_ID = Pattern.compile("(?m)^process_id:(\\d+)");
  private static final String HOST = "127.0.0.1";

  private final int port;
  private final RedisServer server;
  private long processId;

  RedisProcess(Path directory) {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
      server =
          RedisServer.newRedisServer()
              .port(port)
              .bind(HOST)
              .setting("dir " + directory)
              .setting("save \"\"")
              .setting("appendonly yes")
              .setting("appendfsync always")
              .setting("maxmemory-policy noeviction")
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  String backend() {
    return "redis";
  }

  @Override
  Map<String, String> address() {
    return Map.of("uri", "redis://" + HOST + ":" + port);
  }

  @Override
  void start() {
    if (processes().findAny().isPresent()) {
      return;
    }
    try {
      server.stop(); // tells the wrapper, which would not start it twice
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Jedis jedis = new Jedis(HOST, port)) {
      Matcher told = PROCESS_ID.matcher(jedis.info("server"));
      processId = told.find() ? Long.parseLong(told.group(1)) : 0;
    }
  }

  @Override
  Stream<ProcessHandle> processes() {
    return ProcessHandle.of(processId).filter(ProcessHandle::isAlive).stream();
  }

  @Override
  byte[] record(Locator locator) {
    String key = "holdfast:session:" + HexFormat.of().formatHex(locator.digest());
    try (Jedis jedis = new Jedis(HOST, port)) {
      return Objects.requireNonNull(jedis.get(key.getBytes(StandardCharsets.US_ASCII)), key);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
