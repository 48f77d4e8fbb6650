package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A user with a thousand sessions: how many trips to Redis it takes to list and to end them. */
class ManySessionsTest {
  private static final GroupKey USER = new GroupKey("user");
  private static final int MANY = 1000;
  private static SingleServer server;

  @BeforeAll
  static void start() {
    server = SingleServer.started();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void the_trips_grow_with_the_sessions_and_not_faster() {
    Instant now = new Keyspace(server).now();
    try (SessionStore store = Stores.sessions(server);
        Jedis jedis = new Jedis(server.primaries().get(0))) {
      List<RecordId> all = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        all.add(idOf(store.create(record(now, USER, new GroupKey("login " + i)))));
      }
      Locator other = store.create(record(now, new GroupKey("another user")));

      jedis.configResetStat();
      assertThat(store.list(USER))
          .extracting(RecordSummary::id)
          .containsExactlyInAnyOrderElementsOf(all);
      assertThat(trips(jedis)).isLessThanOrEqualTo(2 + MANY);

      jedis.configResetStat();
      assertThat(store.delete(all.get(MANY / 2), USER)).isTrue();
      assertThat(trips(jedis)).as("one of many").isLessThanOrEqualTo(6);

      jedis.configResetStat();
      assertThat(store.deleteGroup(USER)).isEqualTo(MANY - 1);
      assertThat(trips(jedis)).isLessThanOrEqualTo(2 + MANY * 3);
      assertThat(store.list(USER)).isEmpty();
      assertThat(store.load(other)).isPresent();
    }
  }

  /** What a client sends here; a script's own commands are others. */
  private static long trips(Jedis jedis) {
    String stats = jedis.info("commandstats");
    return Pattern.compile("cmdstat_(?:evalsha|eval|zrem|zrange):calls=(\\d+)")
        .matcher(stats)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  private static RecordId idOf(Locator locator) {
    return Handles.idOf(locator).orElseThrow();
  }

  private static SealedRecord record(Instant now, GroupKey... groups) {
    return new SealedRecord(
        new byte[3000],
        now.plus(Duration.ofHours(8)),
        now.plus(Duration.ofMinutes(30)),
        Set.of(groups),
        new byte[100]);
  }
}
