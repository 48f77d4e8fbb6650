package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.logout.ManagedSessions;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.SessionSummary;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Node;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user with a thousand sessions: how many trips to Redis it takes to list and to end them, of
 * which each brings a hundred records and none their bytes.
 */
@Timeout(600)
class ManySessionsTest {
  private static final int MANY = 1000;
  private static final int PARTS = MANY / Batch.PART;

  @Test
  @DisplayName("SES-16: a thousand sessions of one user, in one server")
  void a_thousand_sessions_in_one_server() {
    try (Servers servers = SingleServer.started()) {
      assertFewTrips(servers, 1);
    }
  }

  @Test
  void a_thousand_sessions_behind_sentinels() {
    try (Servers servers = new SentinelServers()) {
      assertFewTrips(servers, 1);
    }
  }

  @Test
  void a_thousand_sessions_all_over_a_cluster(@TempDir Path directory) {
    try (Servers servers = new ClusterServers(directory)) {
      assertFewTrips(servers, 3);
    }
  }

  private static void assertFewTrips(Servers servers, int most) {
    CountedStore counted = CountedStore.on(servers);
    try (FakeProvider provider = FakeProvider.start();
        Node node =
            Node.over(
                Node.config(provider).build(),
                counted.store(),
                Stores.facts(servers),
                InstantSource.system())) {
      OpenSession kept = node.login();
      List<String> all = openedLike(kept, node);
      provider.user("bob");
      OpenSession bob = node.login();
      ManagedSessions managed = node.oidc().managedSessions();

      List<SessionSummary> listed = counted.inTrips(1 + PARTS, most, () -> managed.list("alice"));
      assertThat(listed).extracting(SessionSummary::id).containsExactlyInAnyOrderElementsOf(all);
      assertThat(listed).extracting(SessionSummary::device).contains("a test", "device 999");

      Supplier<Integer> others = () -> managed.endOthers("alice", kept.id());
      assertThat(counted.inTrips(1 + PARTS + 2 * PARTS, most, others)).isEqualTo(MANY - 1);
      assertThat(managed.list("alice")).extracting(SessionSummary::id).containsExactly(kept.id());
      assertThat(node.oidc().sessions().resume(kept.ticket())).isPresent();

      openedLike(kept, node);
      Supplier<Integer> every = () -> managed.endAll("alice");
      assertThat(counted.inTrips(1 + 2 * PARTS, most, every)).isEqualTo(MANY);
      assertThat(managed.list("alice")).isEmpty();
      assertThat(node.oidc().sessions().resume(kept.ticket())).isEmpty();
      assertThat(node.oidc().sessions().resume(bob.ticket())).isPresent();
    }
  }

  /** The ids of that session and of all that are opened beside it. */
  private static List<String> openedLike(OpenSession first, Node node) {
    List<String> ids = new ArrayList<>(List.of(first.id()));
    for (int i = 1; i < MANY; i++) {
      ids.add(node.oidc().sessions().open(first.session(), "device " + i).id());
    }
    return ids;
  }

  @Test
  void what_takes_too_long_fails_and_what_has_ended_by_then_stays_ended() {
    try (Servers servers = SingleServer.started();
        FakeProvider provider = FakeProvider.start();
        Node node =
            Node.over(
                Node.config(provider).build(),
                Stores.sessions(servers),
                Stores.facts(servers),
                InstantSource.system())) {
      openedLike(node.login(), node);
      CountedStore impatient = CountedStore.withNoPatience(servers);
      try (Node other =
          Node.over(
              Node.config(provider).build(),
              impatient.store(),
              Stores.facts(servers),
              InstantSource.system())) {
        ManagedSessions managed = other.oidc().managedSessions();

        assertThatThrownBy(() -> managed.list("alice")).isInstanceOf(SessionStoreException.class);
        assertThatThrownBy(() -> managed.endAll("alice")).isInstanceOf(SessionStoreException.class);

        assertThat(node.oidc().managedSessions().count("alice")).isEqualTo(MANY - Batch.PART);
        assertThat(node.oidc().managedSessions().endAll("alice")).isEqualTo(MANY - Batch.PART);
      }
    }
  }
}
