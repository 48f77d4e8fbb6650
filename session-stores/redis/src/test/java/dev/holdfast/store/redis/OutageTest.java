package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.holdfast.seal.Locator;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** What a store does while its server is away, and after. */
class OutageTest {
  private static final GroupKey GROUP = new GroupKey("g");
  private static final Fact FACT = new Fact("f");
  private static final byte[] VALUE = {1};
  private static final Duration LIFE = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private SingleServer server;

  @BeforeEach
  void prepareServer() {
    server = new SingleServer("dir " + directory, "appendonly yes", "appendfsync always");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Map<String, String> settings() {
    return Map.of("session-store.redis.uri", server.uri(), "session-store.redis.time-limit", "5s");
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plus(LIFE);
    return new SealedRecord(VALUE, end, end, Set.of(GROUP), new byte[0]);
  }

  @Test
  void nothing_is_answered_while_the_server_is_away_and_everything_is_there_after() {
    server.start();
    try (SessionStore store = Stores.sessions(settings())) {
      Locator locator = store.create(record());
      StoredRecord loaded = store.load(locator).orElseThrow();
      server.close();

      assertThatThrownBy(() -> store.load(locator)).isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.create(record())).isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.replace(loaded, record()))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.extend(loaded, Instant.now()))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.delete(locator)).isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.list(GROUP)).isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.deleteGroup(GROUP)).isInstanceOf(SessionStoreException.class);

      server.start();
      assertThat(store.load(locator)).isPresent();
      assertThat(store.list(GROUP)).hasSize(1);
    }
  }

  @Test
  void facts_are_neither_absent_nor_put_while_the_server_is_away() {
    server.start();
    try (CoordinationStore store = Stores.facts(settings())) {
      store.put(FACT, VALUE, LIFE);
      server.close();

      assertThatThrownBy(() -> store.getAll(Set.of(FACT)))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.putIfAbsent(FACT, VALUE, LIFE))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.put(FACT, VALUE, LIFE))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.replace(FACT, VALUE, VALUE, LIFE))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> store.remove(FACT, VALUE)).isInstanceOf(SessionStoreException.class);

      server.start();
      assertThat(store.getAll(Set.of(FACT))).containsOnlyKeys(FACT);
    }
  }

  @Test
  void a_restart_that_nobody_saw_costs_nobody_anything() {
    server.start();
    try (SessionStore store = Stores.sessions(settings())) {
      Locator locator = store.create(record());

      server.close();
      server.start();

      assertThat(store.load(locator)).isPresent();
      server.close();
      server.start();
      StoredRecord loaded = store.load(locator).orElseThrow();
      assertThat(store.extend(loaded, loaded.sealed().idleUntil())).isTrue();
    }
  }

  @Test
  void a_store_starts_without_its_server_and_works_when_it_comes() {
    try (SessionStore store = Stores.sessions(settings())) {
      assertThatThrownBy(() -> store.create(record())).isInstanceOf(SessionStoreException.class);

      server.start();

      assertThat(store.load(store.create(record()))).isPresent();
    }
  }

  @Test
  void scripts_that_the_server_forgot_are_sent_again() {
    server.start();
    try (SessionStore store = Stores.sessions(settings())) {
      Locator locator = store.create(record());
      try (Jedis jedis = new Jedis(server.primaries().get(0))) {
        jedis.scriptFlush();
      }

      assertThat(store.load(store.create(record()))).isPresent();
      assertThat(store.delete(locator)).isTrue();
    }
  }

  @Test
  void an_outage_is_told_once_when_it_begins_and_once_when_it_ends() {
    server.start();
    try (LogLines lines = new LogLines();
        SessionStore store = Stores.sessions(settings())) {
      Locator locator = store.create(record());
      server.close();
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> store.load(locator)).isInstanceOf(SessionStoreException.class);
      }
      server.start();
      for (int i = 0; i < 10; i++) {
        assertThat(store.load(locator)).isPresent();
      }

      assertThat(lines.read())
          .extracting(ILoggingEvent::getLevel)
          .containsExactly(Level.WARN, Level.INFO);
    }
  }

  @Test
  @DisplayName("a server that hangs is given up after the time limit")
  void a_server_that_hangs_is_given_up_after_the_time_limit() {
    server.start();
    Map<String, String> hasty =
        Map.of("session-store.redis.uri", server.uri(), "session-store.redis.time-limit", "500ms");
    try (SessionStore patient = Stores.sessions(settings());
        SessionStore store = Stores.sessions(hasty);
        Jedis jedis = new Jedis(server.primaries().get(0))) {
      Locator locator = patient.create(record());
      jedis.clientPause(20_000);
      long begin = System.nanoTime();

      assertThatThrownBy(() -> store.load(locator)).isInstanceOf(SessionStoreException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(400), Duration.ofSeconds(15));
    }
  }

  @Test
  void a_full_server_refuses_what_is_new_and_keeps_what_is_there() {
    server.start();
    try (SessionStore store = Stores.sessions(settings());
        Jedis jedis = new Jedis(server.primaries().get(0))) {
      Locator locator = store.create(record());
      jedis.configSet("maxmemory", "1");

      assertThatThrownBy(() -> store.create(record()))
          .isInstanceOf(SessionStoreException.class)
          .hasMessage("Redis refused a command: OOM")
          .hasNoCause();

      assertThat(store.load(locator)).isPresent();
    }
  }

  @Test
  void a_server_that_evicts_is_reported_at_the_start() {
    server.start();
    try (Jedis jedis = new Jedis(server.primaries().get(0));
        LogLines lines = new LogLines()) {
      jedis.configSet("maxmemory-policy", "allkeys-lru");

      Stores.sessions(settings()).close();

      List<ILoggingEvent> events = lines.read();
      assertThat(events).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
      assertThat(events.get(0).getFormattedMessage()).contains("allkeys-lru", "noeviction");
    }
  }
}
