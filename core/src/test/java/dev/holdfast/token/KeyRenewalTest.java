package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.KeyRenewal;
import dev.holdfast.dpop.JwkThumbprint;
import dev.holdfast.session.Session;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code dpop-key-renewal=refresh}: the key goes with the token. */
@DisplayName("DPK-06")
class KeyRenewalTest extends RefreshRig {
  private static final TokenRequest BILLS =
      TokenRequest.forResource(URI.create("https://api.example/bills"));

  private FakeApi api;

  @BeforeEach
  void renewKeys() {
    provider.habits().newKeysAtRefresh();
    api = FakeApi.start(provider);
    config =
        Node.config(provider)
            .dpopKey(new DpopKeyChoice.PerSession(DpopAlgorithm.ES256, KeyRenewal.REFRESH))
            .apiOrigins(Set.of(api.origin()))
            .build();
  }

  private static Session session(HeldSession held) {
    return held.current().orElseThrow().session();
  }

  private static Optional<JwkThumbprint> key(HeldSession held) {
    return session(held).key().map(key -> key.thumbprint());
  }

  @Test
  void a_renewal_brings_a_new_key_with_the_tokens() {
    for (Node node : List.of(onServer(), inBrowser())) {
      provider.forgetRequests();
      HeldSession held = new HeldSession(node.login());
      Optional<JwkThumbprint> first = key(held);
      time.advance(LIFE);
      UserAccessToken renewed = token(ask(node, held));
      assertThat(renewed.boundTo()).isEqualTo(key(held)).isNotEqualTo(first);
      assertThat(refreshes().get(0).proof().orElseThrow().jkt())
          .isEqualTo(key(held).orElseThrow().value());
      assertThat(node.oidc().sessions().again(held.current().orElseThrow()).orElseThrow().session())
          .satisfies(kept -> assertThat(kept.key()).isEqualTo(session(held).key()));
      time.advance(LIFE);
      assertThat(token(ask(node, held)).boundTo()).isNotEqualTo(renewed.boundTo());
      assertThat(provider.reusesDetected()).isZero();
      node.close();
    }
  }

  @Test
  void tokens_for_other_apis_do_not_outlive_their_key() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserTokens bills = node.oidc().tokens(held).of(BILLS);
      Optional<JwkThumbprint> first = key(held);
      assertThat(token(bills.find()).boundTo()).isEqualTo(first);
      token(node.oidc().tokens(held).of(TokenRequest.standard().forceRenewal()).find());
      assertThat(session(held).tokens().others()).isEmpty();
      assertThat(token(bills.find()).boundTo()).isEqualTo(key(held)).isNotEqualTo(first);
    }
  }

  @Test
  @DisplayName("REF-08: a lost answer leaves the old key, which the old refresh token is good with")
  void a_lost_answer_changes_nothing() {
    provider.habits().forgiveLostAnswers();
    for (Node node : List.of(onServer(), inBrowser())) {
      HeldSession held = new HeldSession(node.login());
      Session before = session(held);
      time.advance(LIFE);
      provider.next().at(Endpoint.TOKEN).loseAnswer();
      assertThat(ask(node, held)).isInstanceOf(TokenResult.TryLater.class);
      assertThat(session(held).key()).isEqualTo(before.key());
      assertThat(session(held).tokens()).isEqualTo(before.tokens());
      time.advance(Duration.ofSeconds(40));
      assertThat(token(ask(node, held)).boundTo()).isEqualTo(key(held));
      assertThat(provider.reusesDetected()).isZero();
      node.close();
    }
  }

  @Test
  void a_call_under_way_keeps_the_key_of_its_token() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserTokens tokens = node.oidc().tokens(held);
      HttpClient client = node.oidc().httpClient(tokens);
      Optional<JwkThumbprint> first = key(held);
      api.nonces(NonceMode.ROTATING); // the first attempt is refused and signed anew
      HttpRequest order = HttpRequest.newBuilder(api.uri("/orders")).build();
      CompletableFuture<HttpResponse<Void>> call;
      try (Gate gate = api.hold()) {
        call = client.sendAsync(order, HttpResponse.BodyHandlers.discarding());
        gate.awaitArrivals(1);
        token(tokens.of(TokenRequest.standard().forceRenewal()).find());
        assertThat(key(held)).isNotEqualTo(first);
      }
      assertThat(call.join().statusCode()).isEqualTo(200);
      assertThat(api.requests())
          .hasSize(2)
          .extracting(KeyRenewalTest::signer)
          .containsOnly(first.orElseThrow().value());
    }
  }

  private static String signer(RecordedCall call) {
    return call.proof().orElseThrow().jkt();
  }
}
