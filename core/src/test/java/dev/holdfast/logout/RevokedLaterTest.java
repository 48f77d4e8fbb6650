package dev.holdfast.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A provider that is busy revokes tokens a moment later, whoever has no more use for them. */
@DisplayName("REV-02")
class RevokedLaterTest {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);
  private final Node node =
      Node.over(
          Node.config(provider).build(),
          new MapSessionStore(time),
          new MapCoordinationStore(time),
          time);

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  /** Two requests come too early, whichever of the two tokens they are for. */
  private void beBusy() {
    for (int i = 0; i < 2; i++) {
      provider.next().at(Endpoint.REVOKE).instead(r -> r.status(503).header("Retry-After", "0"));
    }
  }

  private List<String> asked() {
    return provider.requests(Endpoint.REVOKE).stream()
        .map(call -> call.form().get("token"))
        .toList();
  }

  private void assertRevokedInTheEnd() {
    Eventually.holds("two requests too early, one in time for each", () -> asked().size() == 4);
    assertThat(asked().stream().distinct()).hasSize(2);
  }

  @Test
  void after_a_logout() {
    OpenSession session = node.login();
    beBusy();
    node.oidc().logout().end(session);
    assertThat(node.oidc().sessions().resume(session.ticket())).isEmpty();
    assertRevokedInTheEnd();
  }

  @Test
  void after_a_login_that_was_refused() {
    beBusy();
    provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.TOKEN_NOT_BOUND));
    assertRevokedInTheEnd();
  }

  @Test
  void after_a_renewal_that_a_logout_overtook() {
    HeldSession held = new HeldSession(node.login());
    OpenSession session = held.current().orElseThrow();
    time.advance(Duration.ofMinutes(6));
    CompletableFuture<TokenResult> late;
    try (Gate gate = provider.hold(Endpoint.TOKEN)) {
      late = CompletableFuture.supplyAsync(() -> node.oidc().tokens(held).find());
      gate.awaitArrivals(1);
      node.oidc().sessions().close(session);
      beBusy();
    }
    assertThat(late.join()).isInstanceOf(TokenResult.LoginRequired.class);
    assertRevokedInTheEnd();
  }

  @Test
  void but_not_after_the_application_has_ended() {
    OpenSession session = node.login();
    provider.always().at(Endpoint.REVOKE).instead(r -> r.status(503).header("Retry-After", "60"));
    node.oidc().logout().revoke(session);
    node.close();
    int sent = provider.requests(Endpoint.REVOKE).size();
    assertThat(sent).isEqualTo(2);
  }
}
