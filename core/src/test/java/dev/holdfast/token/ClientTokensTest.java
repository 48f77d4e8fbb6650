package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Proof;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application gets that asks for tokens of its own. */
class ClientTokensTest extends ClientRig {
  private static final TokenRequest ORDERS =
      TokenRequest.forResource(URI.create("https://api.example/orders"));

  /** Within the tenth of its life in which every token is renewed, and not yet too short to use. */
  private static final Duration AGEING = LIFE.minusSeconds(15);

  private static String jkt(RecordedCall call) {
    return call.proof().map(Proof::jkt).orElseThrow();
  }

  /** Whoever asked has its answer a moment before: look, lease, look, token, and this. */
  private void awaitLeaseGivenBack() {
    Eventually.holds("the lease was given back", () -> facts.trips() >= 5);
  }

  @Test
  @Timeout(30)
  void a_token_is_asked_for_once_and_then_costs_nobody_anything() {
    try (Node node = onServer()) {
      UserAccessToken token = token(find(node, BILLING));
      awaitLeaseGivenBack();
      int trips = facts.trips();
      for (int i = 0; i < 10; i++) {
        assertThat(token(find(node, BILLING))).isEqualTo(token);
      }
      assertThat(grants()).hasSize(1);
      assertThat(facts.trips()).isEqualTo(trips);
    }
  }

  @Test
  @DisplayName("RFC 6749 §4.4, RFC 9449 §5: who asks, for what, and with which proof")
  void the_request_says_who_asks_and_proves_a_key() {
    provider.nonces(NonceMode.ROTATING);
    try (Node node = onServer()) {
      UserAccessToken token = token(find(node, BILLING));
      assertThat(grants()).extracting(RecordedCall::status).containsExactly(400, 200);
      RecordedCall answered = grants().get(1);
      assertThat(answered.form())
          .containsEntry("client_id", "billing-service")
          .containsEntry("scope", "invoices")
          .doesNotContainKeys("resource", "audience");
      assertThat(answered.headers()).doesNotContainKey("Authorization");
      assertThat(token.scopes()).containsExactly("invoices");
      assertThat(token.boundTo().orElseThrow().value()).isEqualTo(jkt(answered));
      assertThat(token.scheme()).isEqualTo("DPoP");
    }
  }

  @Test
  void a_client_with_nothing_but_a_name_is_the_logins() {
    try (Node node = onServer()) {
      token(find(node, REPORTS));
      assertThat(grants().get(0).headers().get("Authorization"))
          .singleElement()
          .asString()
          .startsWith("Basic ");
      assertThat(grants().get(0).form()).doesNotContainKey("scope");
    }
  }

  @Test
  @DisplayName("Keycloak: an empty scope in the answer is no scope, whatever was asked for")
  void an_empty_scope_is_no_scope() {
    provider.next().onToken(answer -> answer.with("scope", ""));
    try (Node node = onServer();
        Node other = onServer()) {
      assertThat(token(find(node, BILLING)).scopes()).isEmpty();
      assertThat(token(find(other, BILLING)).scopes()).isEmpty();
    }
  }

  @Test
  @DisplayName("RFC 7523 §2.2: a client with a key of its own makes an assertion per request")
  void a_client_may_prove_its_name_by_a_key() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    provider.client(FakeClient.withKey("keyed", key)).nonces(NonceMode.ROTATING);
    PrivateJwk own = PrivateJwk.parse(key.toJSONString());
    config =
        clients()
            .client(
                "keyed",
                client ->
                    client
                        .clientId("keyed")
                        .authenticateWith(new ClientAuthentication.PrivateKeyJwt(own)))
            .build();
    try (Node node = onServer()) {
      token(find(node, "keyed"));
      assertThat(grants())
          .extracting(call -> call.form().get("client_assertion"))
          .hasSize(2)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("TX-02: what a request leaves open is as the settings say, each has its own token")
  void each_target_has_a_token_of_its_own() {
    config =
        Node.config(provider)
            .client(REPORTS, own -> own.audience("warehouse").scopes(Set.of("read")))
            .build();
    try (Node node = onServer()) {
      List<UserAccessToken> tokens = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        tokens.add(token(find(node, REPORTS)));
        tokens.add(token(find(node, REPORTS, ORDERS)));
        tokens.add(token(find(node, REPORTS, TokenRequest.forAudience("archive").scope("all"))));
        tokens.add(token(find(node, REPORTS, TokenRequest.forScope("write"))));
      }
      assertThat(tokens.subList(4, 8)).isEqualTo(tokens.subList(0, 4));
      assertThat(tokens.subList(0, 4)).doesNotHaveDuplicates();
      assertThat(grants())
          .extracting(RecordedCall::form)
          .extracting(
              form -> form.get("resource"), form -> form.get("audience"), form -> form.get("scope"))
          .containsExactly(
              tuple(null, "warehouse", "read"),
              tuple("https://api.example/orders", null, "read"),
              tuple(null, "archive", "all"),
              tuple(null, "warehouse", "write"));
    }
  }

  @Test
  void one_that_is_forced_asks_even_for_a_token_that_is_good() {
    try (Node node = onServer();
        Node other = onServer()) {
      UserAccessToken first = token(find(node, BILLING));
      UserAccessToken forced = token(find(node, BILLING, TokenRequest.standard().forceRenewal()));
      assertThat(forced.value()).isNotEqualTo(first.value());
      assertThat(token(find(node, BILLING))).isEqualTo(forced);
      UserAccessToken elsewhere =
          token(find(other, BILLING, TokenRequest.standard().forceRenewal()));
      assertThat(elsewhere.value()).isNotEqualTo(forced.value());
      assertThat(grants()).hasSize(3);
    }
  }

  @Test
  @DisplayName("REF-01: ahead of its end, beside whoever asks")
  void a_slow_provider_slows_nobody_while_the_old_token_is_good() {
    try (Node node = onServer()) {
      UserAccessToken old = token(find(node, BILLING));
      time.advance(AGEING);
      try (Gate gate = provider.hold(Endpoint.TOKEN)) {
        for (int i = 0; i < 10; i++) {
          assertThat(token(find(node, BILLING))).isEqualTo(old);
        }
        gate.awaitArrivals(1);
        gate.open();
      }
      Eventually.holds("there is a new one", () -> !token(find(node, BILLING)).equals(old));
      assertThat(grants()).hasSize(2);
    }
  }

  @Test
  void each_token_has_a_key_of_its_own() {
    try (Node node = onServer()) {
      token(find(node, BILLING));
      time.advance(LIFE);
      token(find(node, BILLING));
      token(find(node, REPORTS));
      assertThat(grants()).extracting(ClientTokensTest::jkt).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_configured_key_binds_every_token_of_its_client_only() throws JOSEException {
    ECKey jwk = new ECKeyGenerator(Curve.P_384).generate();
    PrivateJwk own = PrivateJwk.parse(jwk.toJSONString());
    config =
        Node.config(provider)
            .client(REPORTS)
            .client(
                "archive",
                client -> client.dpopKey(new DpopKeyChoice.Configured(own, DpopAlgorithm.ES384)))
            .build();
    try (Node node = onServer()) {
      token(find(node, "archive"));
      time.advance(LIFE);
      token(find(node, "archive"));
      token(find(node, REPORTS));
      String configured = jwk.computeThumbprint().toString();
      assertThat(grants())
          .extracting(ClientTokensTest::jkt)
          .startsWith(configured, configured)
          .last()
          .isNotEqualTo(configured);
    }
  }

  @Test
  void an_application_may_bring_the_keys_of_a_client() {
    List<DpopKey> made = new ArrayList<>();
    try (Node node =
        Node.over(
            config,
            sessions,
            facts,
            builder ->
                builder
                    .time(time)
                    .clientKeySource(
                        BILLING,
                        request -> {
                          assertThat(request.loginId()).isEqualTo(BILLING);
                          made.add(DpopKey.generate(DpopAlgorithm.EDDSA));
                          return made.get(made.size() - 1);
                        }))) {
      UserAccessToken token = token(find(node, BILLING));
      token(find(node, REPORTS));
      assertThat(made).hasSize(1);
      assertThat(token.boundTo()).contains(made.get(0).thumbprint());
    }
  }

  @Test
  void without_dpop_there_is_no_key_and_no_proof() {
    provider.dpopRequired(false);
    config = clients().client("plain", own -> own.dpop(DpopPolicy.OFF)).build();
    try (Node node = onServer();
        Node other = onServer()) {
      UserAccessToken token = token(find(node, "plain"));
      assertThat(token.scheme()).isEqualTo("Bearer");
      assertThat(token(find(other, "plain")).value()).isEqualTo(token.value());
      assertThat(grants()).singleElement().satisfies(call -> assertThat(call.proof()).isEmpty());
      assertThat(token(find(node, BILLING)).scheme()).isEqualTo("DPoP");
    }
  }

  @Test
  void a_name_that_is_not_in_the_settings_is_the_applications_mistake() {
    try (Node node = onServer()) {
      ClientTokens tokens = node.oidc().clientTokens();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tokens.find("bills"))
          .withMessageContaining("bills")
          .withMessageContaining("billing");
      assertThatIllegalArgumentException().isThrownBy(() -> node.oidc().httpClient("bills"));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> node.oidc().httpClient(BILLING, TokenRequest.standard().byTokenExchange()));
    }
  }

  @Test
  void a_login_and_a_client_do_not_touch_each_others_tokens() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserAccessToken user = token(ask(node, held));
      UserAccessToken application = token(find(node, REPORTS));
      assertThat(application.value()).isNotEqualTo(user.value());
      assertThat(token(ask(node, held))).isEqualTo(user);
      assertThat(application.boundTo()).isPresent().isNotEqualTo(user.boundTo());
    }
  }
}
