package dev.holdfast.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      new LogoutFlow(
          node.oidc().sessions(), node.oidc().provider(), Runnable::run, node.oidc().listeners());
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

  private List<String> revoked() {
    return provider.requests(Endpoint.REVOKE).stream()
        .map(call -> call.form().get("token_type_hint"))
        .toList();
  }

  private boolean isRenewable(OpenSession session) {
    time.advance(Duration.ofMinutes(6)); // beyond the access token's life
    return node.oidc().tokens(new HeldSession(session)).find() instanceof TokenResult.Available;
  }

  @Test
  void a_session_that_another_login_of_the_same_user_replaces_is_revoked() { // CB-16, SU-02, REV-01
    OpenSession next = node.login();
    logout.replace(alices, next);
    assertThat(isOver(alices)).isTrue();
    assertThat(revoked()).containsExactly("refresh_token", "access_token");
    assertThat(isRenewable(next)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_session_that_shares_its_login_with_the_next_keeps_what_the_next_needs(boolean told) {
    provider
        .always()
        .onIdToken(claims -> claims.compute("sid", (name, sid) -> told ? "one" : null));
    OpenSession before = node.login();
    OpenSession next = node.login();
    logout.replace(before, next);
    assertThat(isOver(before)).isTrue();
    assertThat(isOver(next)).isFalse();
    assertThat(revoked()).containsExactly("access_token");
  }

  @Test
  void a_session_that_another_user_replaces_is_revoked() { // CB-16, SES-03
    provider.user("bob");
    logout.replace(alices, node.login());
    assertThat(isOver(alices)).isTrue();
    assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
  }
}
