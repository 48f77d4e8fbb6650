package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** What survives the end of a server: all that it had passed on. */
class FailoverTest {
  private static final GroupKey GROUP = new GroupKey("group");
  private static final Pattern REPLICATED = Pattern.compile("master_repl_offset:([0-9]+)");

  @Test
  void no_session_that_was_replicated_is_lost_when_sentinels_choose_another_server()
      throws IOException {
    try (SentinelServers servers = new SentinelServers();
        SessionStore store = Stores.sessions(servers)) {
      List<Locator> locators = replicated(store, servers);

      servers.failOver();

      awaitAndCheck(store, locators);
      startedAfterwards(servers, locators);
    }
  }

  @Test
  void no_session_that_was_replicated_is_lost_when_a_cluster_loses_a_server(@TempDir Path directory)
      throws IOException {
    try (ClusterServers servers = new ClusterServers(directory);
        SessionStore store = Stores.sessions(servers)) {
      List<Locator> locators = replicated(store, servers);

      servers.failOver();

      awaitAndCheck(store, locators);
      startedAfterwards(servers, locators);
    }
  }

  private static List<Locator> replicated(SessionStore store, Servers servers) {
    List<Locator> locators = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      locators.add(store.create(record()));
    }
    for (HostAndPort primary : servers.primaries()) {
      Servers.until("a replica that has it all", () -> replicatedBy(primary));
    }
    return locators;
  }

  private static boolean replicatedBy(HostAndPort primary) {
    try (Jedis jedis = new Jedis(primary)) {
      String replication = jedis.info("replication");
      String offset = REPLICATED.matcher(replication).results().findFirst().orElseThrow().group(1);
      return replication.contains("state=online,offset=" + offset);
    }
  }

  private static void awaitAndCheck(SessionStore store, List<Locator> locators) {
    Servers.until("a store that has found its way", () -> answers(store, locators));
    assertThat(locators).allMatch(locator -> store.load(locator).isPresent());
    assertThat(store.list(GROUP)).hasSize(locators.size());
  }

  /** Another node, which has never seen the server that is away. */
  private static void startedAfterwards(Servers servers, List<Locator> locators) {
    try (SessionStore store = Stores.sessions(servers)) {
      assertThat(store.deleteGroup(GROUP)).isEqualTo(locators.size());
      assertThat(locators).noneMatch(store::delete);
    }
  }

  /** True once every server can be written to. */
  private static boolean answers(SessionStore store, List<Locator> locators) {
    try {
      for (Locator locator : locators) {
        StoredRecord loaded = store.load(locator).orElseThrow();
        assertThat(store.extend(loaded, loaded.sealed().idleUntil())).isTrue();
      }
      return true;
    } catch (SessionStoreException e) {
      return false;
    }
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return new SealedRecord(new byte[] {1}, end, end, Set.of(GROUP), new byte[0]);
  }
}
