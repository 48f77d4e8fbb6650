package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What is left behind in Redis: nothing that does not end by itself. */
class KeyspaceTest {
  private static final GroupKey USER = new GroupKey("u");
  private static final GroupKey LOGIN = new GroupKey("l");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration ABSOLUTE = Duration.ofHours(8);
  private static SingleServer server;
  private static Keyspace keyspace;

  @BeforeAll
  static void start() {
    server = SingleServer.started();
    keyspace = new Keyspace(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    server.clear();
  }

  private static SealedRecord record(GroupKey... groups) {
    Instant now = keyspace.now();
    return new SealedRecord(
        new byte[] {1}, now.plus(ABSOLUTE), now.plus(IDLE), Set.of(groups), new byte[] {2});
  }

  @Test
  void everything_that_is_kept_ends_by_itself() { // SES-15
    try (SessionStore sessions = Stores.sessions(server);
        CoordinationStore facts = Stores.facts(server)) {
      StoredRecord loaded = sessions.load(sessions.create(record(USER, LOGIN))).orElseThrow();
      assertThat(sessions.replace(loaded, record())).isInstanceOf(SaveResult.Saved.class);
      assertThat(sessions.extend(loaded, loaded.sealed().expiresAt())).isTrue();
      facts.put(new Fact("put"), new byte[0], IDLE);
      assertThat(facts.putIfAbsent(new Fact("absent"), new byte[0], IDLE)).isTrue();
      assertThat(facts.replace(new Fact("put"), new byte[0], new byte[1], IDLE)).isTrue();

      assertThat(keyspace.keysAndEndlessKeys()).isEqualTo(List.of(5, 0));
    }
  }

  @Test
  void a_deleted_record_leaves_no_trace() {
    try (SessionStore sessions = Stores.sessions(server)) {
      Locator locator = sessions.create(record(USER, LOGIN));
      assertThat(keyspace.keysAndEndlessKeys()).isEqualTo(List.of(3, 0));

      assertThat(sessions.delete(locator)).isTrue();

      assertThat(keyspace.keysAndEndlessKeys()).isEqualTo(List.of(0, 0));
    }
  }

  @Test
  void an_ended_group_leaves_no_trace_in_other_groups() {
    try (SessionStore sessions = Stores.sessions(server)) {
      sessions.create(record(USER, LOGIN));
      sessions.create(record(USER));

      assertThat(sessions.deleteGroup(USER)).isEqualTo(2);

      assertThat(keyspace.keysAndEndlessKeys()).isEqualTo(List.of(0, 0));
    }
  }

  @Test
  void ids_of_records_long_over_are_forgotten_when_the_next_one_comes() {
    try (SessionStore sessions = Stores.sessions(server);
        Jedis jedis = new Jedis(server.primaries().get(0))) {
      sessions.create(record(USER));
      keyspace.advance(ABSOLUTE.minusMinutes(1));
      sessions.create(record(USER));
      assertThat(jedis.zcard("holdfast:group:u")).isEqualTo(2);
      keyspace.advance(Duration.ofMinutes(3));

      sessions.create(record(USER));

      assertThat(jedis.zcard("holdfast:group:u")).isEqualTo(2);
    }
  }

  @Test
  void a_record_of_a_newer_format_is_no_session_and_stays() {
    try (SessionStore sessions = Stores.sessions(server);
        Jedis jedis = new Jedis(server.primaries().get(0))) {
      Locator locator = sessions.create(record(USER));
      StoredRecord loaded = sessions.load(locator).orElseThrow();
      String key = jedis.keys("holdfast:session:*").iterator().next();
      jedis.setrange(key, 0, "\u0002");

      assertThat(sessions.load(locator)).isEmpty();
      assertThat(sessions.replace(loaded, record())).isEqualTo(new SaveResult.Gone());
      assertThat(sessions.extend(loaded, loaded.sealed().expiresAt())).isFalse();
      assertThat(sessions.list(USER)).isEmpty();

      jedis.setrange(key, 0, "\u0001");
      assertThat(sessions.load(locator)).isPresent();
    }
  }

  @Test
  void loading_is_one_command() {
    try (SessionStore sessions = Stores.sessions(server);
        Jedis jedis = new Jedis(server.primaries().get(0))) {
      Locator locator = sessions.create(record(USER));
      jedis.configResetStat();

      assertThat(sessions.load(locator)).isPresent();

      assertThat(jedis.info("commandstats")).contains("cmdstat_get:calls=1,");
      // the other two are the reset and this question
      assertThat(jedis.info("stats")).containsPattern("total_commands_processed:[23]\\b");
    }
  }
}
