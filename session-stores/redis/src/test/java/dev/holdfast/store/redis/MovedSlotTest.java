package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** An operator moves a record to another server of a cluster, and no node is told. */
class MovedSlotTest {
  private static final GroupKey GROUP = new GroupKey("group");

  @Test
  void a_moved_record_is_listed_and_ended_with_the_others(@TempDir Path directory) {
    try (Servers servers = new ClusterServers(directory);
        SessionStore store = Stores.sessions(servers)) {
      List<RecordId> ids = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        ids.add(idOf(store.create(record())));
      }

      move(ids.get(0), servers.primaries());
      assertThat(store.list(GROUP))
          .extracting(RecordSummary::id)
          .containsExactlyInAnyOrderElementsOf(ids);

      move(ids.get(1), servers.primaries());
      assertThat(store.deleteGroup(GROUP)).isEqualTo(ids.size());
      assertThat(store.list(GROUP)).isEmpty();
      assertThat(new Keyspace(servers).records()).isZero();
    }
  }

  private static void move(RecordId id, List<HostAndPort> primaries) {
    byte[] key = new Keys("holdfast:").record(id).orElseThrow();
    int slot = JedisClusterCRC16.getSlot(key);
    HostAndPort from = holder(key, primaries);
    HostAndPort to = primaries.get(primaries.indexOf(from) == 0 ? 1 : 0);
    try (Jedis giving = new Jedis(from);
        Jedis taking = new Jedis(to)) {
      String next = taking.clusterMyId();
      taking.clusterSetSlotImporting(slot, giving.clusterMyId());
      giving.clusterSetSlotMigrating(slot, next);
      giving.migrate(to.getHost(), to.getPort(), key, 0, 10_000);
      taking.clusterSetSlotNode(slot, next);
      giving.clusterSetSlotNode(slot, next);
    }
  }

  private static HostAndPort holder(byte[] key, List<HostAndPort> primaries) {
    return primaries.stream().filter(server -> holds(server, key)).findFirst().orElseThrow();
  }

  private static boolean holds(HostAndPort server, byte[] key) {
    try (Jedis jedis = new Jedis(server)) {
      return jedis.keys("*").contains(new String(key, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private static RecordId idOf(Locator locator) {
    return Handles.idOf(locator).orElseThrow();
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return new SealedRecord(new byte[] {1}, end, end, Set.of(GROUP), new byte[0]);
  }
}
