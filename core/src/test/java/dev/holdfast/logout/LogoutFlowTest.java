package dev.holdfast.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session's tokens when the session ends. */
class LogoutFlowTest {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);
  private final Node node =
      Node.over(
          Node.config(provider).build(),
          new MapSessionStore(time),
          new MapCoordinationStore(time),
          time);
  private final LogoutFlow logout =
      new LogoutFlow(node.oidc().sessions(), node.oidc().provider(), Runnable::run);
  private final OpenSession alices = node.login();

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private boolean isOver(OpenSession session) {
    return node.oidc().sessions().resume(session.ticket()).isEmpty();
  }

  @Test
  void a_logout_revokes_the_tokens() { // LO-01
    logout.end(alices);
    assertThat(isOver(alices)).isTrue();
    assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
  }

  @Test
  void a_session_that_another_of_the_same_user_replaces_keeps_the_grant_they_share() { // CB-16
    OpenSession next = node.login();
    logout.replace(alices, next);
    assertThat(isOver(alices)).isTrue();
    assertThat(isOver(next)).isFalse();
    assertThat(provider.requests(Endpoint.REVOKE)).isEmpty();
  }

  @Test
  void a_session_that_another_user_replaces_is_revoked() { // CB-16, SES-03
    provider.user("bob");
    logout.replace(alices, node.login());
    assertThat(isOver(alices)).isTrue();
    assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
  }
}
