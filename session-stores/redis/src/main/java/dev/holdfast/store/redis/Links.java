package dev.holdfast.store.redis;

import java.util.HashSet;
import java.util.List;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Builds the client that fits an address. */
final class Links {
  /** How often a cluster may send a command elsewhere, all within the time limit. */
  private static final int CLUSTER_ATTEMPTS = 5;

  private final RedisSettings settings;

  Links(RedisSettings settings) {
    this.settings = settings;
  }

  /** Blocks, and fails as Jedis does, where the address is not that of the server itself. */
  Link open() {
    return switch (settings.address().kind()) {
      case SINGLE -> single();
      case SENTINEL -> sentinel();
      case CLUSTER -> cluster();
    };
  }

  private Link single() {
    RedisClient client =
        RedisClient.builder()
            .hostAndPort(settings.address().hosts().get(0))
            .clientConfig(config(settings.login()))
            .poolConfig(pool())
            .build();
    return Link.own(client, () -> List.of(client.getPool()));
  }

  private Link sentinel() {
    RedisSentinelClient client =
        RedisSentinelClient.builder()
            .sentinels(new HashSet<>(settings.address().hosts()))
            .masterName(settings.address().name())
            .sentinelClientConfig(config(settings.sentinels()))
            .clientConfig(config(settings.login()))
            .poolConfig(pool())
            .build();
    return Link.own(client, () -> client.getPrimaryNodesConnectionMap().values());
  }

  private Link cluster() {
    RedisClusterClient client =
        RedisClusterClient.builder()
            .nodes(new HashSet<>(settings.address().hosts()))
            .maxAttempts(CLUSTER_ATTEMPTS)
            .maxTotalRetriesDuration(settings.limit())
            .clientConfig(config(settings.login()))
            .poolConfig(pool())
            .build();
    return Link.own(client, () -> client.getClusterNodes().values());
  }

  private JedisClientConfig config(Login login) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .timeoutMillis(Math.toIntExact(settings.limit().toMillis()))
            .database(settings.address().database())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    login.user().ifPresent(config::user);
    login.password().ifPresent(password -> config.password(password.reveal()));
    if (settings.address().tls()) {
      // full: the certificate must be trusted, and be that of the server that was asked for
      config.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
    }
    return config.build();
  }

  private ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(settings.poolSize());
    pool.setMaxIdle(settings.poolSize());
    pool.setMaxWait(settings.limit());
    pool.setJmxEnabled(false);
    return pool;
  }
}
