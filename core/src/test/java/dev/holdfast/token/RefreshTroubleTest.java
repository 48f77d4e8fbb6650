package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopPolicy;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a refresh does when the provider, the store or the user says no. */
class RefreshTroubleTest extends RefreshRig {
  @Test
  @DisplayName("REF-09: the old token serves while it lasts")
  void a_provider_that_is_down_costs_nothing_while_the_token_lasts() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserAccessToken old = token(ask(node, held));
      provider.always().at(Endpoint.TOKEN).status(503);
      time.advance(LIFE.minusSeconds(10));
      assertThat(token(ask(node, held))).isEqualTo(old);
      time.advance(Duration.ofSeconds(10));
      assertThat(ask(node, held)).isInstanceOf(TokenResult.TryLater.class);
      provider.behave();
      time.advance(Duration.ofSeconds(2));
      assertThat(token(ask(node, held)).value()).isNotEqualTo(old.value());
    }
  }

  @Test
  @DisplayName("NET-07: a refresh whose answer was lost is sent once within its flight")
  void a_lost_answer_is_not_repeated() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().at(Endpoint.TOKEN).dropConnection();
      assertThat(ask(node, held)).isInstanceOf(TokenResult.TryLater.class);
      assertThat(refreshes()).hasSize(1);
      time.advance(Duration.ofSeconds(1));
      token(ask(node, held));
    }
  }

  @Test
  @DisplayName("REF-08: the next flight succeeds with the refresh token whose answer was lost")
  void an_answer_that_was_lost_costs_no_session() {
    provider.habits().forgiveLostAnswers();
    for (Node node : List.of(onServer(), inBrowser())) {
      provider.forgetRequests();
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().at(Endpoint.TOKEN).loseAnswer();
      assertThat(ask(node, held)).isInstanceOf(TokenResult.TryLater.class);
      time.advance(Duration.ofSeconds(40));
      token(ask(node, held));
      assertThat(refreshes())
          .hasSize(2)
          .extracting(call -> call.form().get("refresh_token"))
          .containsOnly(refreshes().get(0).form().get("refresh_token"));
      time.advance(LIFE);
      token(ask(node, held));
      assertThat(provider.reusesDetected()).isZero();
      node.close();
    }
  }

  @Test
  @DisplayName("REF-07: invalid_grant ends the session, if nothing newer is there")
  void a_refused_refresh_token_ends_the_session() {
    for (Node node : List.of(onServer(), inBrowser())) {
      OpenSession session = node.login();
      HeldSession held = new HeldSession(session);
      time.advance(LIFE);
      provider.endLogins();
      assertThat(ask(node, held)).isEqualTo(new TokenResult.LoginRequired(ErrorCode.GRANT_REFUSED));
      assertThat(held.current()).isEmpty();
      assertThat(node.oidc().sessions().resume(session.ticket())).isEmpty();
      node.close();
    }
  }

  @Test
  @DisplayName("REF-05, A26: a downgrade ends the session")
  void a_bearer_answer_ends_the_session() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
      assertThat(ask(node, held))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.TOKEN_NOT_BOUND));
      assertThat(sessions.size()).isZero();
    }
  }

  @Test
  @DisplayName("REF-06, A64: another user in a refreshed ID token ends the session")
  void another_subject_ends_the_session() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().onIdToken(claims -> claims.put("sub", "mallory"));
      assertThat(ask(node, held))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.ID_TOKEN_INVALID));
      assertThat(sessions.size()).isZero();
      assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
    }
  }

  @Test
  @DisplayName("REF-10: a logout during a refresh wins, and the new tokens are revoked")
  void a_logout_during_a_refresh_wins() throws Exception {
    for (Node node : List.of(onServer(), inBrowser())) {
      OpenSession session = node.login();
      time.advance(LIFE);
      provider.forgetRequests();
      Future<TokenResult> asked;
      try (Gate gate = provider.hold(Endpoint.TOKEN)) {
        asked = asking(node, new HeldSession(session));
        gate.awaitArrivals(1);
        node.oidc().sessions().close(session);
        gate.open();
      }
      assertThat(result(asked))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.SESSION_REQUIRED));
      assertThat(node.oidc().sessions().resume(session.ticket())).isEmpty();
      Eventually.holds( // behind the answer
          "the new tokens are revoked", () -> !provider.requests(Endpoint.REVOKE).isEmpty());
      node.close();
    }
  }

  @Test
  void a_grant_that_cannot_be_saved_at_first_is_saved_later() {
    try (Node node = onServer()) {
      OpenSession session = node.login();
      time.advance(LIFE);
      sessions.failReplaces(2);
      assertThat(ask(node, new HeldSession(session)))
          .isEqualTo(new TokenResult.TryLater(ErrorCode.STORE_UNAVAILABLE, Optional.empty()));
      Eventually.holds(
          "the grant was saved",
          () -> !(ask(node, new HeldSession(session)) instanceof TokenResult.TryLater));
      token(ask(node, new HeldSession(session)));
      assertThat(refreshes()).hasSize(1);
      assertThat(provider.reusesDetected()).isZero();
    }
  }

  @Test
  @DisplayName(
      "REF-10: tokens that have no place are revoked, whether the session can be ended or not")
  void what_does_not_fit_is_revoked_even_if_the_store_fails_then() throws Exception {
    for (boolean fails : List.of(false, true)) {
      try (Node node = onServer()) {
        OpenSession session = node.login();
        time.advance(LIFE);
        provider.forgetRequests();
        Future<TokenResult> asked;
        try (Gate gate = provider.hold(Endpoint.TOKEN)) {
          asked = asking(node, new HeldSession(session));
          gate.awaitArrivals(1);
          sessions.narrow(true);
          sessions.broken(fails);
        }
        TokenResult answer = result(asked);
        assertThat(answer)
            .isEqualTo(
                fails
                    ? new TokenResult.TryLater(ErrorCode.STORE_UNAVAILABLE, Optional.empty())
                    : new TokenResult.LoginRequired(ErrorCode.SESSION_TOO_LARGE));
        Eventually.holds(
            "both new tokens are revoked", () -> provider.requests(Endpoint.REVOKE).size() == 2);
        sessions.narrow(false);
        sessions.broken(false);
      }
    }
  }

  @Test
  void a_store_that_is_gone_means_try_later_and_ends_nothing() {
    try (Node node = onServer()) {
      OpenSession session = node.login();
      time.advance(LIFE);
      sessions.broken(true);
      assertThat(ask(node, new HeldSession(session))).isInstanceOf(TokenResult.TryLater.class);
      sessions.broken(false);
      token(ask(node, new HeldSession(session)));
    }
  }

  @Test
  @DisplayName("an ID token whose key cannot be found costs nobody the session")
  void a_key_set_that_lags_behind_ends_nothing() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      provider.rotateKeys();
      provider.always().at(Endpoint.JWKS).status(503);
      time.advance(LIFE);
      UserAccessToken renewed = token(ask(node, held));
      time.advance(LIFE);
      assertThat(token(ask(node, held)).value()).isNotEqualTo(renewed.value());
      assertThat(provider.reusesDetected()).isZero();
    }
  }

  @Test
  @DisplayName("REF-05: no downgrade either where DPoP is only preferred")
  void a_bound_session_stays_bound() {
    config = Node.config(provider).dpop(DpopPolicy.PREFERRED).build();
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
      assertThat(ask(node, held))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.TOKEN_NOT_BOUND));
    }
  }

  @Test
  @DisplayName("RFC 6749 §6: scopes that a refresh does not name are those of before")
  void a_refresh_widens_no_scope() {
    provider.next().onToken(answer -> answer.with("scope", "openid"));
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().at(Endpoint.TOKEN).omit("scope");
      assertThat(token(ask(node, held)).scopes()).containsExactly("openid");
    }
  }
}
