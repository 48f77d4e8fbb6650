package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a refresh does for one caller. */
class TokenRefresherTest extends RefreshRig {
  @Test
  void a_fresh_token_is_handed_out_without_asking_anybody() {
    try (Node node = onServer()) {
      OpenSession session = node.login();
      int trips = sessions.trips();
      UserAccessToken token = token(ask(node, new HeldSession(session)));
      assertThat(token.boundTo()).contains(session.session().key().orElseThrow().thumbprint());
      assertThat(token.scheme()).isEqualTo("DPoP");
      assertThat(sessions.trips()).isEqualTo(trips);
      assertThat(refreshes()).isEmpty();
    }
  }

  @Test
  @DisplayName("REF-03, REF-04: rotation is kept, every refresh proves the session's key")
  void a_session_lives_over_many_refreshes_with_one_key() {
    provider.nonces(NonceMode.ROTATING);
    for (Node node : List.of(onServer(), inBrowser())) {
      HeldSession held = new HeldSession(node.login());
      String jkt = held.current().orElseThrow().session().key().orElseThrow().thumbprint().value();
      Set<String> proofs = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        time.advance(LIFE);
        provider.forgetRequests();
        token(ask(node, held));
        refreshes()
            .forEach(
                call -> {
                  assertThat(call.proof().orElseThrow().jkt()).isEqualTo(jkt);
                  assertThat(proofs.add(call.proof().orElseThrow().jti())).isTrue();
                });
      }
      assertThat(provider.reusesDetected()).isZero();
      node.close();
    }
  }

  @Test
  void no_expiry_means_no_refresh() { // REF-01
    provider.always().at(Endpoint.TOKEN).omit("expires_in");
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(Duration.ofHours(1));
      token(ask(node, held));
      assertThat(refreshes()).isEmpty();
    }
  }

  private static TokenResult insteadOf(UserTokens tokens, UserAccessToken refused) {
    return tokens.insteadOf(refused.value(), () -> TokenRefresher.PATIENCE);
  }

  @Test
  void a_refused_token_is_replaced_once_for_all_who_saw_it() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserTokens tokens = node.oidc().tokens(held);
      UserAccessToken refused = token(tokens.find());
      UserAccessToken other = token(insteadOf(tokens, refused));
      assertThat(other.value()).isNotEqualTo(refused.value());
      assertThat(token(insteadOf(tokens, refused))).isEqualTo(other);
      assertThat(refreshes()).hasSize(1);
    }
  }
}
