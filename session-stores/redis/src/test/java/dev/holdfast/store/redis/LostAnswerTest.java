package dev.holdfast.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** A command whose answer was lost is sent again, and must not take itself for somebody else. */
class LostAnswerTest {
  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final byte[] LIFE = "60000".getBytes(UTF_8);
  private static SingleServer server;

  private RedisClient client;

  @BeforeAll
  static void start() {
    server = SingleServer.started();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    server.clear();
    client = RedisClient.builder().hostAndPort(server.primaries().get(0)).build();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return new SealedRecord(bytes("sealed"), end, end, Set.of(), new byte[0]);
  }

  @Test
  void a_replacement_sent_again_is_no_conflict_with_itself() {
    byte[] idle = Millis.text(Millis.of(Instant.now().plusSeconds(60)));
    byte[] last = Millis.lastMoment(record().idleUntil());
    Script.CREATE.run(client, KEY, Row.first(bytes("version1"), record()), last);
    byte[][] replacement = {bytes("version1"), bytes("version2"), idle, bytes("next")};

    byte[] first = Script.REPLACE.octets(client, KEY, replacement).orElseThrow();
    byte[] again = Script.REPLACE.octets(client, KEY, replacement).orElseThrow();
    byte[] other =
        Script.REPLACE
            .octets(client, KEY, bytes("version1"), bytes("version3"), idle, bytes("late"))
            .orElseThrow();

    assertThat(again).isNotEmpty().isEqualTo(first);
    assertThat(other).isEmpty();
    assertThat(new String(client.get(KEY), UTF_8)).endsWith("next");
  }

  @Test
  void a_fact_put_again_by_the_same_call_is_put() {
    assertThat(Script.PUT_FACT_IF_ABSENT.says(client, KEY, bytes("mark-oneA"), LIFE)).isTrue();
    assertThat(Script.PUT_FACT_IF_ABSENT.says(client, KEY, bytes("mark-oneA"), LIFE)).isTrue();
    assertThat(Script.PUT_FACT_IF_ABSENT.says(client, KEY, bytes("mark-twoA"), LIFE)).isFalse();
  }

  @Test
  void a_fact_replaced_again_by_the_same_call_is_replaced() {
    client.set(KEY, bytes("mark-oneA"));

    assertThat(Script.REPLACE_FACT.says(client, KEY, bytes("A"), bytes("mark-twoB"), LIFE))
        .isTrue();
    assertThat(Script.REPLACE_FACT.says(client, KEY, bytes("A"), bytes("mark-twoB"), LIFE))
        .isTrue();
    assertThat(Script.REPLACE_FACT.says(client, KEY, bytes("A"), bytes("mark-sixB"), LIFE))
        .isFalse();
  }

  @Test
  void stores_use_an_application_s_own_client_and_leave_it_open() {
    RandomBytes random = RandomBytes.secure();
    SessionStore sessions = new RedisSessionStore(client, "mine:", random);
    CoordinationStore facts = new RedisCoordinationStore(client, "mine:", random);

    assertThat(sessions.load(sessions.create(record()))).isPresent();
    assertThat(facts.putIfAbsent(new Fact("f"), KEY, Duration.ofMinutes(1))).isTrue();
    sessions.close();
    facts.close();

    assertThat(client.keys("*")).hasSize(2).allMatch(key -> key.startsWith("mine:"));
  }
}
