package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several access tokens in one session, under one refresh token and one key. */
class TargetTest extends RefreshRig {
  private static final TokenRequest ORDERS =
      TokenRequest.forResource(URI.create("https://api.example/orders"));
  private static final TokenRequest BILLS =
      TokenRequest.forResource(URI.create("https://api.example/bills"));

  private static TokenResult ask(Node node, HeldSession held, TokenRequest request) {
    return node.oidc().tokens(held).of(request).find();
  }

  private Future<TokenResult> asking(Node node, HeldSession held, TokenRequest request) {
    return threads.submit(() -> ask(node, held, request));
  }

  private String audience(UserAccessToken token) {
    return provider.audienceOf(token.value().reveal());
  }

  @Test
  @DisplayName("TX-02: each resource has a token of its own, asked for once")
  void each_resource_has_its_own_token() {
    for (Node node : List.of(onServer(), inBrowser())) {
      provider.forgetRequests();
      HeldSession held = new HeldSession(node.login());
      UserAccessToken standard = token(ask(node, held));
      UserAccessToken orders = token(ask(node, held, ORDERS));
      UserAccessToken bills = token(ask(node, held, BILLS));
      assertThat(audience(standard)).isEmpty();
      assertThat(audience(orders)).isEqualTo("https://api.example/orders");
      assertThat(audience(bills)).isEqualTo("https://api.example/bills");
      assertThat(orders.boundTo()).isEqualTo(standard.boundTo()).isPresent();
      HeldSession later = new HeldSession(resumed(node, held));
      assertThat(token(ask(node, later, BILLS))).isEqualTo(bills);
      assertThat(token(ask(node, later, ORDERS))).isEqualTo(orders);
      assertThat(token(ask(node, later))).isEqualTo(standard);
      assertThat(refreshes()).hasSize(2);
      assertThat(provider.reusesDetected()).isZero();
      node.close();
    }
  }

  private static OpenSession resumed(Node node, HeldSession held) {
    return node.oidc().sessions().resume(held.current().orElseThrow().ticket()).orElseThrow();
  }

  @Test
  @DisplayName("AREQ-11, RFC 8707 §2.2: the request names resource, audience and scopes")
  void the_request_says_what_the_token_is_for() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserAccessToken narrowed = token(ask(node, held, ORDERS.scope("openid")));
      Map<String, String> form = refreshes().get(0).form();
      assertThat(form)
          .containsEntry("resource", "https://api.example/orders")
          .containsEntry("scope", "openid");
      assertThat(narrowed.scopes()).containsExactly("openid");
      token(ask(node, held, TokenRequest.forAudience("billing")));
      assertThat(refreshes().get(1).form())
          .containsEntry("audience", "billing")
          .doesNotContainKeys("resource", "scope");
    }
  }

  @Test
  @DisplayName("two resources asked for at the same time never mix, and share one refresh token")
  void two_resources_at_once_never_mix() throws Exception {
    for (Node node : List.of(onServer(), inBrowser())) {
      OpenSession session = node.login();
      List<TokenRequest> requests = List.of(TokenRequest.standard(), ORDERS, BILLS);
      for (int round = 0; round < 5; round++) {
        time.advance(LIFE);
        session = node.oidc().sessions().resume(session.ticket()).orElseThrow();
        provider.forgetRequests();
        Map<Future<TokenResult>, TokenRequest> answers = new HashMap<>();
        List<HeldSession> held = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          HeldSession mine = new HeldSession(session);
          held.add(mine);
          TokenRequest request = requests.get(i % 3);
          answers.put(asking(node, mine, request), request);
        }
        for (Map.Entry<Future<TokenResult>, TokenRequest> answer : answers.entrySet()) {
          String expected = answer.getValue().target().resource().map(URI::toString).orElse("");
          assertThat(audience(token(result(answer.getKey())))).isEqualTo(expected);
        }
        assertThat(refreshes()).hasSize(3);
        session = newest(node, held);
      }
      assertThat(provider.reusesDetected()).isZero();
      node.close();
    }
  }

  /** In browser custody every request was left with the newest cookie it knew of. */
  private static OpenSession newest(Node node, List<HeldSession> held) {
    return held.stream()
        .map(one -> one.current().orElseThrow())
        .map(one -> node.oidc().sessions().resume(one.ticket()).orElseThrow())
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  @Test
  void one_that_is_forced_asks_even_for_a_token_that_is_good() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      UserAccessToken orders = token(ask(node, held, ORDERS));
      UserAccessToken standard = token(ask(node, held));
      UserAccessToken forced = token(ask(node, held, ORDERS.forceRenewal()));
      assertThat(forced.value()).isNotEqualTo(orders.value());
      assertThat(token(ask(node, held, ORDERS))).isEqualTo(forced);
      assertThat(token(ask(node, held))).isEqualTo(standard);
      assertThat(refreshes()).hasSize(2);
    }
  }

  @Test
  @DisplayName("invalid_target is a fault of the set-up: it is not asked again at once")
  void a_refused_target_is_left_alone_and_costs_no_other() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      provider.next().at(Endpoint.TOKEN).error(400, "invalid_target");
      for (int i = 0; i < 5; i++) {
        assertThat(ask(node, held, ORDERS))
            .isInstanceOfSatisfying(
                TokenResult.TryLater.class,
                later -> assertThat(later.code()).isEqualTo(ErrorCode.REQUEST_REFUSED));
      }
      assertThat(refreshes()).hasSize(1);
      token(ask(node, held, BILLS));
      time.advance(Duration.ofSeconds(10));
      token(ask(node, held, ORDERS));
      assertThat(refreshes()).hasSize(3);
    }
  }

  @Test
  @DisplayName("TX-01: the login's token is exchanged once, with the session's key")
  void a_token_is_exchanged_and_kept_apart() {
    for (Node node : List.of(onServer(), inBrowser())) {
      provider.forgetRequests();
      HeldSession held = new HeldSession(node.login());
      TokenRequest billing = TokenRequest.forAudience("billing").byTokenExchange();
      UserAccessToken standard = token(ask(node, held));
      UserAccessToken exchanged = token(ask(node, held, billing));
      assertThat(token(ask(node, held, billing))).isEqualTo(exchanged);
      assertThat(audience(exchanged)).isEqualTo("billing");
      List<RecordedCall> exchanges = exchanges();
      assertThat(exchanges).hasSize(1);
      assertThat(exchanges.get(0).form())
          .containsEntry("subject_token", standard.value().reveal())
          .containsEntry("audience", "billing");
      assertThat(exchanges.get(0).proof().orElseThrow().jkt())
          .isEqualTo(exchanged.boundTo().orElseThrow().value());
      assertThat(refreshes()).isEmpty();
      time.advance(LIFE);
      assertThat(token(ask(node, held, billing)).value()).isNotEqualTo(exchanged.value());
      assertThat(refreshes()).as("what is exchanged is good").hasSize(1);
      assertThat(exchanges()).hasSize(2);
      node.close();
    }
  }

  private List<RecordedCall> exchanges() {
    return provider.requests(Endpoint.TOKEN).stream()
        .filter(call -> call.form().getOrDefault("grant_type", "").endsWith("token-exchange"))
        .toList();
  }

  @Test
  @DisplayName("TX-01: an answer without issued_token_type is refused, and the session lives on")
  void an_exchange_that_does_not_say_what_it_issued_is_refused() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      provider.next().at(Endpoint.TOKEN).omit("issued_token_type");
      assertThat(ask(node, held, TokenRequest.forAudience("billing").byTokenExchange()))
          .isEqualTo(new TokenResult.TryLater(ErrorCode.PROVIDER_ANSWER_INVALID, Optional.empty()));
      token(ask(node, held));
    }
  }

  @Test
  @DisplayName("REF-10: a logout during a renewal for a resource wins")
  void a_logout_while_a_resource_is_asked_for_wins() throws Exception {
    try (Node node = onServer()) {
      OpenSession session = node.login();
      Future<TokenResult> asked;
      try (Gate gate = provider.hold(Endpoint.TOKEN)) {
        asked = asking(node, new HeldSession(session), ORDERS);
        gate.awaitArrivals(1);
        node.oidc().sessions().close(session);
        gate.open();
      }
      assertThat(result(asked))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.SESSION_REQUIRED));
      assertThat(node.oidc().sessions().resume(session.ticket())).isEmpty();
    }
  }

  @Test
  void a_session_keeps_a_bounded_number_of_tokens() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      for (int i = 0; i < TokenSet.MOST_OTHERS + 3; i++) {
        token(ask(node, held, TokenRequest.forAudience("api-" + i)));
        time.advance(Duration.ofSeconds(1));
      }
      assertThat(held.current().orElseThrow().session().tokens().others())
          .hasSize(TokenSet.MOST_OTHERS)
          .doesNotContainKey(TokenRequest.forAudience("api-0").target());
    }
  }

  @Test
  void a_request_has_the_form_of_its_specification() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenRequest.forResource(URI.create("/orders")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenRequest.forResource(URI.create("https://api.example/#part")));
    assertThatIllegalArgumentException().isThrownBy(() -> TokenRequest.forAudience(""));
    assertThatIllegalArgumentException().isThrownBy(() -> TokenRequest.forScope("two words"));
  }
}
