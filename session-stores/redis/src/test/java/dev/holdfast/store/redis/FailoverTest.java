package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class FailoverTest {

  @Test
  void no_session_that_was_replicated_is_lost_when_another_server_takes_over() throws IOException {
    try (SentinelServers servers = new SentinelServers();
        SessionStore store = Stores.sessions(servers)) {
      List<Locator> locators = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        locators.add(store.create(record()));
      }
      try (Jedis jedis = new Jedis(servers.primaries().get(0))) {
        assertThat(jedis.waitReplicas(1, 10_000)).isEqualTo(1);
      }

      servers.failOver();
      Servers.until("a store that has found its new server", () -> answers(store, locators.get(0)));

      assertThat(locators).allMatch(locator -> store.load(locator).isPresent());
      assertThat(locators).allMatch(store::delete);
    }
  }

  /** True once it can be written to. */
  private static boolean answers(SessionStore store, Locator locator) {
    try {
      return store.load(locator).isPresent() && store.delete(store.create(record()));
    } catch (SessionStoreException e) {
      return false;
    }
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return new SealedRecord(new byte[] {1}, end, end, Set.of(), new byte[0]);
  }
}
