package dev.holdfast.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionOverException;
import dev.holdfast.session.SessionSummary;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManagedSessionsTest {

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void a_thousand_sessions_of_one_user_are_listed_and_ended() {
    try (FakeProvider provider = FakeProvider.start();
        Node node =
            Node.over(
                Node.config(provider).build(),
                new MapSessionStore(InstantSource.system()),
                new MapCoordinationStore(InstantSource.system()),
                InstantSource.system())) {
      OpenSession first = node.login();
      List<OpenSession> all = new ArrayList<>(List.of(first));
      for (int i = 1; i < 1000; i++) {
        all.add(node.oidc().sessions().open(first.session(), "device " + i));
      }
      ManagedSessions managed = node.oidc().managedSessions();
      List<SessionSummary> listed = managed.list("alice");
      assertThat(listed).hasSize(1000);
      assertThat(listed)
          .extracting(SessionSummary::id)
          .containsExactlyInAnyOrderElementsOf(all.stream().map(OpenSession::id).toList());
      assertThat(listed).extracting(SessionSummary::device).contains("a test", "device 999");
      assertThat(managed.end("alice", all.get(500).id())).isTrue();
      assertThat(managed.end("alice", all.get(500).id())).isFalse();
      assertThat(managed.end("bob", all.get(501).id())).isFalse();
      assertThat(managed.endAll("alice")).isEqualTo(999);
      assertThat(managed.list("alice")).isEmpty();
      assertThat(node.oidc().sessions().resume(first.ticket())).isEmpty();
    }
  }

  @Test
  void sessions_in_cookies_that_nobody_looks_up_cannot_be_ended_and_that_is_said() {
    try (FakeProvider provider = FakeProvider.start();
        Node node =
            Node.inBrowser(
                Node.config(provider).build(),
                new MapCoordinationStore(InstantSource.system()),
                InstantSource.system())) {
      OpenSession session = node.login();
      assertThatThrownBy(() -> node.oidc().managedSessions().endAll("alice"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("back-channel-logout");
      assertThat(node.oidc().sessions().resume(session.ticket())).isPresent();
    }
  }

  @Test
  void a_login_that_is_being_opened_ends_with_the_others_and_the_next_goes_on() {
    FixedTime time = FixedTime.at(Instant.parse("2026-01-01T00:00:10.900Z"));
    try (FakeProvider provider = FakeProvider.start(time);
        Node node =
            Node.over(
                Node.config(provider).build(),
                new MapSessionStore(time),
                new MapCoordinationStore(time),
                time)) {
      Session beingOpened = node.login().session();
      time.advance(Duration.ofMillis(20));
      assertThat(node.oidc().managedSessions().endAll("alice")).isEqualTo(1);
      assertThatThrownBy(() -> node.oidc().sessions().open(beingOpened, "the same second"))
          .isInstanceOf(SessionOverException.class);
      assertThat(node.oidc().managedSessions().count("alice")).isZero();
      time.advance(Duration.ofMillis(20));
      assertThat(node.oidc().sessions().resume(node.login().ticket())).isPresent();
    }
  }
}
