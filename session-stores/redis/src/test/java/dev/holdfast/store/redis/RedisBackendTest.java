package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.StoreBackend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RedisBackendTest {
  private static final String URI = "redis://127.0.0.1:1";

  private static void open(Settings settings) {
    RedisBackend backend = new RedisBackend();
    backend.sessionStore(settings, InstantSource.system(), RandomBytes.secure()).close();
    backend.coordinationStore(settings, InstantSource.system()).close();
  }

  @Test
  void the_word_redis_finds_this_back_end() {
    assertThat(ServiceLoader.load(StoreBackend.class))
        .filteredOn(backend -> backend.name().equals("redis"))
        .hasExactlyElementsOfTypes(RedisBackend.class);
  }

  @Test
  void its_settings_are_known_for_both_stores() {
    Map<String, String> values = new HashMap<>();
    for (String store : new String[] {"session-store", "coordination"}) {
      values.put(store + ".redis.uri", URI);
      values.put(store + ".redis.user", "shop");
      values.put(store + ".redis.password", "marker");
      values.put(store + ".redis.sentinel-user", "watcher");
      values.put(store + ".redis.sentinel-password", "marker");
      values.put(store + ".redis.key-prefix", "shop:");
      values.put(store + ".redis.time-limit", "100ms");
      values.put(store + ".redis.pool-size", "5");
    }
    Settings settings = Settings.of(values);

    open(settings);

    settings.finish();
    assertThat(settings.sound()).isTrue();
  }

  @Test
  void coordination_uses_the_session_store_s_redis_unless_told_otherwise() {
    Settings settings =
        Settings.of(
            Map.of(
                "session-store.redis.uri", URI,
                "session-store.redis.pool-size", "5",
                "session-store.redis.time-limit", "100ms",
                "coordination.redis.time-limit", "200ms"));

    RedisSettings facts = RedisSettings.ofFacts(settings);

    assertThat(facts.address().hosts().get(0).getPort()).isEqualTo(1);
    assertThat(facts.poolSize()).isEqualTo(5);
    assertThat(facts.limit()).isEqualTo(Duration.ofMillis(200));
    assertThat(RedisSettings.ofSessions(settings).limit()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void what_is_not_said_is_as_documented() {
    Settings settings = Settings.of(Map.of("session-store.redis.uri", URI));

    RedisSettings read = RedisSettings.ofSessions(settings);

    assertThat(read.limit()).isEqualTo(Duration.ofMillis(250));
    assertThat(read.poolSize()).isEqualTo(64);
    assertThat(read.keys().prefix()).isEqualTo("holdfast:");
  }

  @Test
  void every_problem_is_named_and_no_password() {
    Settings settings =
        Settings.of(
            Map.of(
                "session-store.redis.uri", "redis://shop:marker@localhost:6379",
                "session-store.redis.password", "marker",
                "session-store.redis.time-limit", "2m",
                "session-store.redis.pool-size", "0"));

    open(settings);

    assertThatThrownBy(settings::finish)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("session-store.redis.uri")
        .hasMessageContaining("session-store.redis.time-limit")
        .hasMessageContaining("session-store.redis.pool-size")
        .hasMessageNotContaining("marker");
    assertThat(RedisSettings.ofSessions(settings).toString()).doesNotContain("marker");
  }

  @Test
  void a_missing_uri_is_a_problem() {
    Settings settings = Settings.of(Map.of());

    open(settings);

    assertThatThrownBy(settings::finish)
        .hasMessageContaining("uri is missing; set it to a URI such as redis://localhost:6379");
  }
}
