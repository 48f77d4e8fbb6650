package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Forgery;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An ID token that comes with a renewal continues the login, or ends it (OIDC Core §12.2). */
class RefreshedIdTokenTest extends RefreshRig {

  static Stream<Arguments> breaks() {
    return Stream.of(
        claims("another issuer", c -> c.put("iss", c.get("iss") + "/")),
        claims("another audience", c -> c.put("aud", "other")),
        claims("one audience more", c -> c.put("aud", List.of("shop", "other"))),
        claims("an azp of its own", c -> c.put("azp", "shop")),
        claims("another time of login", c -> c.put("auth_time", 1)),
        claims("another nonce", c -> c.put("nonce", "another")),
        claims("no subject", c -> c.remove("sub")),
        claims("another access token's hash", c -> c.put("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")));
  }

  private static Arguments claims(String what, Consumer<Map<String, Object>> edit) {
    return arguments(what, edit);
  }

  @ParameterizedTest(name = "REF-06: {0}")
  @MethodSource("breaks")
  void a_renewed_id_token_of_another_login_ends_the_session(
      String what, Consumer<Map<String, Object>> edit) {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().onIdToken(edit);
      assertThat(ask(node, held))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.ID_TOKEN_INVALID));
      assertThat(sessions.size()).isZero();
      assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
    }
  }

  @Test
  @DisplayName("REF-06: the signature is checked as at login")
  void a_forged_renewed_id_token_ends_the_session() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.next().signWith(Forgery.BROKEN_SIGNATURE);
      assertThat(ask(node, held))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.ID_TOKEN_INVALID));
      assertThat(sessions.size()).isZero();
    }
  }

  @Test
  @DisplayName("REF-03, REF-06: an answer that repeats neither ID token nor refresh token is whole")
  void what_a_renewal_leaves_out_stays_as_it_was() {
    provider.rotateRefreshTokens(false);
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      for (int i = 0; i < 3; i++) {
        time.advance(LIFE);
        provider.next().at(Endpoint.TOKEN).omit("id_token");
        token(ask(node, held));
      }
      assertThat(refreshes())
          .extracting(call -> call.form().get("refresh_token"))
          .hasSize(3)
          .containsOnly(refreshes().get(0).form().get("refresh_token"));
      assertThat(held.current().orElseThrow().session().subject()).isEqualTo("alice");
    }
  }

  @Test
  @DisplayName("REF-06: what one renewal leaves out, the next may say again")
  void a_claim_that_was_left_out_may_come_back() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      Object loggedInAt =
          held.current().orElseThrow().session().idTokenClaims().members().get("auth_time");
      assertThat(loggedInAt).isNotNull();
      time.advance(LIFE);
      provider.next().onIdToken(claims -> claims.remove("auth_time"));
      token(ask(node, held));
      time.advance(LIFE);
      provider.next().onIdToken(claims -> claims.put("auth_time", loggedInAt));
      token(ask(node, held));
    }
  }
}
