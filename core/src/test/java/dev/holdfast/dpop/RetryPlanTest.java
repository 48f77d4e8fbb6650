package dev.holdfast.dpop;

import static dev.holdfast.dpop.RetryPlan.NextStep.GIVE_UP;
import static dev.holdfast.dpop.RetryPlan.NextStep.RENEW_TOKEN;
import static dev.holdfast.dpop.RetryPlan.NextStep.REPEAT_WITH_CLOCK;
import static dev.holdfast.dpop.RetryPlan.NextStep.REPEAT_WITH_NONCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dpop.Refusal.Body;
import dev.holdfast.dpop.Refusal.ByAuthorizationServer;
import dev.holdfast.dpop.Refusal.ByResource;
import dev.holdfast.dpop.Refusal.Clock;
import dev.holdfast.dpop.RetryPlan.NextStep;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPlanTest {
  private static final List<String> NONCE = List.of("n-0S6");
  private static final String NONCE_WANTED = "DPoP error=\"use_dpop_nonce\"";

  @ParameterizedTest
  @DisplayName(
      "DPN-03, DPB-06: only a demand for a nonce is answered by the token endpoint's client")
  @CsvSource({
    "400, use_dpop_nonce, REPEAT_WITH_NONCE",
    "401, use_dpop_nonce, REPEAT_WITH_NONCE",
    "200, use_dpop_nonce, GIVE_UP",
    "403, use_dpop_nonce, GIVE_UP",
    "503, use_dpop_nonce, GIVE_UP",
    "400, invalid_dpop_proof, GIVE_UP",
    "400, invalid_grant, GIVE_UP",
    "400, '', GIVE_UP",
  })
  void an_authorization_server_gets_a_nonce_when_it_asks_for_one(
      int status, String error, NextStep step) {
    assertThat(decide(new ByAuthorizationServer(status, error, NONCE, Clock.ALIKE)))
        .isEqualTo(step);
  }

  @ParameterizedTest
  @DisplayName("DPN-03, DPB-02, DPB-05, DPB-06: what a resource's challenge leads to")
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | DPoP error=\"use_dpop_nonce\" | REPEAT_WITH_NONCE",
        "401 | Bearer, DPoP algs=\"ES256\", error=\"use_dpop_nonce\" | REPEAT_WITH_NONCE",
        "401 | DPoP error=\"invalid_token\" | RENEW_TOKEN",
        "400 | DPoP error=\"use_dpop_nonce\" | GIVE_UP",
        "403 | DPoP error=\"invalid_token\" | GIVE_UP",
        "401 | Bearer error=\"invalid_token\" | GIVE_UP",
        "401 | Bearer error=\"use_dpop_nonce\" | GIVE_UP",
        "401 | DPoP error=\"invalid_dpop_proof\" | GIVE_UP",
        "401 | DPoP | GIVE_UP",
      })
  void a_resource_is_answered_by_its_dpop_challenge(int status, String header, NextStep step) {
    assertThat(decide(resource(status, header, NONCE))).isEqualTo(step);
  }

  @Test
  @DisplayName("DPN-03: a server that asks for a new nonce every time is asked twice")
  void each_chance_is_taken_once() {
    ByAuthorizationServer refusal =
        new ByAuthorizationServer(400, "use_dpop_nonce", NONCE, Clock.ALIKE);
    Attempts once = Attempts.none().after(REPEAT_WITH_NONCE);
    assertThat(RetryPlan.decide(refusal, once)).isEqualTo(GIVE_UP);
    assertThat(RetryPlan.decide(resource(401, NONCE_WANTED, NONCE), once)).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("DPP-06: a proof refused for its date is dated by the server's clock, once")
  void a_different_clock_is_one_more_chance() {
    ByAuthorizationServer refusal =
        new ByAuthorizationServer(400, "invalid_dpop_proof", List.of(), Clock.DIFFERENT);
    assertThat(decide(refusal)).isEqualTo(REPEAT_WITH_CLOCK);
    assertThat(RetryPlan.decide(refusal, Attempts.none().after(REPEAT_WITH_CLOCK)))
        .isEqualTo(GIVE_UP);
    assertThat(
            decide(
                new ByResource(
                    401,
                    Challenges.parse(List.of("DPoP error=\"invalid_dpop_proof\"")),
                    List.of(),
                    Clock.DIFFERENT,
                    Body.REPEATABLE)))
        .isEqualTo(REPEAT_WITH_CLOCK);
  }

  @Test
  @DisplayName("DPB-05: a nonce and a new token may both be wanted, each once")
  void the_two_chances_do_not_use_each_other_up() {
    ByResource refusal = resource(401, "DPoP error=invalid_token", List.of());
    Attempts repeated = Attempts.none().after(REPEAT_WITH_NONCE);
    assertThat(RetryPlan.decide(refusal, repeated)).isEqualTo(RENEW_TOKEN);
    Attempts both = repeated.after(RENEW_TOKEN);
    assertThat(both.used()).containsExactlyInAnyOrder(REPEAT_WITH_NONCE, RENEW_TOKEN);
    assertThat(RetryPlan.decide(refusal, both)).isEqualTo(GIVE_UP);
  }

  @ParameterizedTest
  @DisplayName("DPN-04: without one well-formed nonce a repetition is useless")
  @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "é"})
  void a_malformed_nonce_is_no_reason_to_repeat(String nonce) {
    assertThat(
            decide(new ByAuthorizationServer(400, "use_dpop_nonce", List.of(nonce), Clock.ALIKE)))
        .isEqualTo(GIVE_UP);
    assertThat(decide(resource(401, NONCE_WANTED, List.of(nonce)))).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("DPN-04: a missing or repeated header is no reason either")
  void a_missing_or_repeated_nonce_is_no_reason_to_repeat() {
    assertThat(decide(new ByAuthorizationServer(400, "use_dpop_nonce", List.of(), Clock.ALIKE)))
        .isEqualTo(GIVE_UP);
    assertThat(
            decide(
                new ByAuthorizationServer(400, "use_dpop_nonce", List.of("a", "a"), Clock.ALIKE)))
        .isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("DPN-08: a body that is gone is not sent again")
  void a_body_that_was_sent_once_ends_the_call() {
    List<Challenge> challenges = Challenges.parse(List.of(NONCE_WANTED));
    assertThat(decide(new ByResource(401, challenges, NONCE, Clock.DIFFERENT, Body.SENT_ONCE)))
        .isEqualTo(GIVE_UP);
  }

  private static NextStep decide(Refusal refusal) {
    return RetryPlan.decide(refusal, Attempts.none());
  }

  private static ByResource resource(int status, String header, List<String> nonces) {
    return new ByResource(
        status, Challenges.parse(List.of(header)), nonces, Clock.ALIKE, Body.REPEATABLE);
  }
}
