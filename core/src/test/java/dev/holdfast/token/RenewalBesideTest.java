package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.RenewalTime.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A token is renewed ahead of its end, and a slow or dead provider slows no request. */
class RenewalBesideTest extends RefreshRig {
  /** Within the tenth of its life in which every session renews, and not yet too short to use. */
  private static final Duration AGEING = LIFE.minusSeconds(15);

  @Test
  @DisplayName("REF-01: ahead of its end, beside the request")
  void a_slow_provider_slows_no_request() throws Exception {
    try (Node node = onServer()) {
      OpenSession session = node.login();
      UserAccessToken old = token(ask(node, new HeldSession(session)));
      time.advance(AGEING);
      try (Gate gate = provider.hold(Endpoint.TOKEN)) {
        for (int i = 0; i < 10; i++) {
          assertThat(token(ask(node, new HeldSession(session)))).isEqualTo(old);
        }
        gate.awaitArrivals(1);
        gate.open();
      }
      Eventually.holds(
          "there is a new one",
          () -> !token(ask(node, new HeldSession(again(node, session)))).equals(old));
      assertThat(refreshes()).hasSize(1);
    }
  }

  private static OpenSession again(Node node, OpenSession session) {
    return node.oidc().sessions().resume(session.ticket()).orElseThrow();
  }

  @Test
  void a_cookie_needs_its_response_so_that_the_request_waits() {
    try (Node node = inBrowser()) {
      HeldSession held = new HeldSession(node.login());
      UserAccessToken old = token(ask(node, held));
      time.advance(AGEING);
      assertThat(token(ask(node, held)).value()).isNotEqualTo(old.value());
    }
  }

  @Test
  @DisplayName("a dead provider is asked at 0, 1, 3, 7, 15, 31 s, and then every 30 s")
  void a_dead_provider_is_not_stormed() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      HeldSession other = new HeldSession(node.login());
      provider.always().at(Endpoint.TOKEN).status(503);
      time.advance(LIFE);
      provider.forgetRequests();
      for (int second = 0; second <= 62; second++) {
        for (HeldSession one : new HeldSession[] {held, other, held}) {
          assertThat(ask(node, one))
              .isInstanceOfSatisfying(
                  TokenResult.TryLater.class,
                  later -> {
                    assertThat(later.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
                    assertThat(later.retryAfter()).isPresent();
                  });
        }
        time.advance(Duration.ofSeconds(1));
      }
      assertThat(refreshes()).hasSize(7);
      provider.behave();
      time.advance(Duration.ofSeconds(30));
      token(ask(node, held));
      token(ask(node, other));
    }
  }

  @Test
  void a_provider_that_says_how_long_is_left_alone_so_long() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider
          .next()
          .at(Endpoint.TOKEN)
          .instead(answer -> answer.status(429).header("Retry-After", "20"));
      assertThat(ask(node, held))
          .isEqualTo(
              new TokenResult.TryLater(
                  ErrorCode.PROVIDER_UNAVAILABLE, Optional.of(Duration.ofSeconds(20))));
      time.advance(Duration.ofSeconds(19));
      assertThat(ask(node, held))
          .isEqualTo(
              new TokenResult.TryLater(
                  ErrorCode.PROVIDER_UNAVAILABLE, Optional.of(Duration.ofSeconds(1))));
      assertThat(refreshes()).hasSize(1);
      time.advance(Duration.ofSeconds(1));
      token(ask(node, held));
    }
  }

  @Test
  void a_dead_provider_costs_the_store_nothing_while_it_is_left_alone() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(AGEING);
      provider.always().at(Endpoint.TOKEN).status(503);
      UserAccessToken old = token(ask(node, held));
      // what comes after the answer asks the store for nothing
      Eventually.holds("the provider was asked", () -> !refreshes().isEmpty());
      int trips = sessions.trips();
      for (int i = 0; i < 100; i++) {
        assertThat(token(ask(node, held))).isEqualTo(old);
      }
      assertThat(sessions.trips()).isEqualTo(trips);
    }
  }

  @Test
  void sessions_that_began_together_renew_at_different_times() {
    Instant now = time.instant();
    AccessToken token =
        new AccessToken(SecretText.of("t"), now, Optional.of(now.plusSeconds(600)), Set.of(), true);
    RenewalTime policy = new RenewalTime(Duration.ofSeconds(60));
    Set<Integer> firstAgeing = new HashSet<>();
    for (int owner = 0; owner < 200; owner++) {
      int second = 530;
      String id = Integer.toHexString(owner * 0x9E3779B9);
      while (policy.age(token, id, now.plusSeconds(second)) == Age.FRESH) {
        second++;
      }
      firstAgeing.add(second);
    }
    assertThat(firstAgeing).allMatch(second -> second >= 540 && second <= 561);
    assertThat(firstAgeing).hasSizeGreaterThan(15);
  }

  @Test
  void a_token_without_a_known_end_is_used_until_an_api_refuses_it() {
    AccessToken endless =
        new AccessToken(SecretText.of("t"), time.instant(), Optional.empty(), Set.of(), true);
    assertThat(
            new RenewalTime(Duration.ofSeconds(60))
                .age(endless, "session", time.instant().plusSeconds(1_000_000)))
        .isEqualTo(Age.FRESH);
  }
}
