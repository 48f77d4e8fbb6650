package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.ResponseMode;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Fault;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Forgery;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider signs its answer, and nothing in it counts before the signature holds (JARM). */
class SignedAnswerTest {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);
  private final Node node = node(ResponseMode.JWT);

  private Node node(ResponseMode mode) {
    return Node.over(
        Node.config(provider).logins(logins -> logins.responseMode(mode)).build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private Optional<CallbackParameters> read(String rawQuery) {
    return CallbackParameters.parse(rawQuery, ResponseMode.JWT);
  }

  private void assertRefused(LoginOutcome outcome, ErrorCode code) {
    assertThat(outcome).isEqualTo(new LoginOutcome.Refused(code));
    assertThat(provider.requests(Endpoint.TOKEN)).as("no code was sent").isEmpty();
  }

  @Test
  @DisplayName("CB-12: asked for, and one parameter comes back")
  void a_signed_answer_logs_in() {
    String callback = node.callback(node.start());
    assertThat(provider.requests(Endpoint.PAR).get(0).form()).containsEntry("response_mode", "jwt");
    assertThat(callback).matches("response=[A-Za-z0-9._-]+");
    assertThat(node.finish(callback)).isInstanceOf(LoginOutcome.LoggedIn.class);
    assertThat(node.finish(callback)).isInstanceOf(LoginOutcome.Repeated.class);
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256"})
  void the_keys_of_id_tokens_sign_it(String algorithm) {
    provider.idTokenAlgorithm(algorithm);
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("DISC-08, A33: keys that were changed meanwhile are fetched once")
  void keys_that_have_changed_are_fetched() {
    node.login();
    provider.rotateKeys();
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("CB-06: an error is believed if it is signed")
  void a_signed_error_is_told() {
    provider.next().denyLogin("access_denied");
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Denied(ErrorCode.LOGIN_DENIED));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("another client's", says -> says.put("aud", "another")),
        fault("others' too", says -> says.put("aud", List.of("shop", "another"))),
        fault("for nobody", says -> says.remove("aud")),
        fault("without an end", says -> says.remove("exp")),
        fault("with an end that is text", says -> says.put("exp", "tomorrow")),
        fault("past", says -> shift(says, -91)),
        fault("good for hours", says -> shift(says, 3_600)),
        fault("without a code", says -> says.remove("code")),
        fault("with an empty code", says -> says.put("code", "")),
        fault("with a code that is no code", says -> says.put("code", "a b")),
        fault("with code and error", says -> says.put("error", "access_denied")));
  }

  private static Arguments fault(String what, Consumer<Map<String, Object>> edit) {
    return Arguments.of(what, edit);
  }

  private static void shift(Map<String, Object> says, long seconds) {
    says.computeIfPresent("exp", (name, at) -> ((Number) at).longValue() + seconds);
  }

  @ParameterizedTest(name = "CB-13, A20: an answer {0}")
  @MethodSource("faults")
  void an_answer_that_says_something_wrong_is_refused(
      String what, Consumer<Map<String, Object>> edit) {
    provider.next().onAnswer(edit);
    assertRefused(node.outcome(), ErrorCode.RESPONSE_INVALID);
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://evil.example"})
  @DisplayName("CB-04, CB-13: another issuer, or none")
  void an_answer_of_another_issuer_is_refused(String issuer) {
    provider.next().onAnswer(says -> says.put("iss", issuer));
    assertRefused(node.outcome(), ErrorCode.ISSUER_MISMATCH);
    provider.next().onAnswer(says -> says.remove("iss"));
    assertRefused(node.outcome(), ErrorCode.ISSUER_MISMATCH);
  }

  @ParameterizedTest
  @EnumSource(
      value = Forgery.class,
      names = {"OTHER_KEY", "HS256_WITH_PUBLIC_KEY", "BROKEN_SIGNATURE"})
  @DisplayName("CB-13, A20: a signature that is none")
  void a_forged_answer_is_refused(Forgery forgery) {
    provider.next().signAnswerWith(forgery);
    assertRefused(node.outcome(), ErrorCode.RESPONSE_INVALID);
  }

  @Test
  @DisplayName("CB-13, A20: alg none is no answer at all")
  void an_unsigned_answer_is_none() {
    provider.next().signAnswerWith(Forgery.NONE);
    assertThat(read(node.callback(node.start()))).isEmpty();
  }

  @Test
  @DisplayName("DISC-10: a key that the answer brings along proves nothing")
  void a_header_that_asks_for_more_is_refused() {
    provider.next().onAnswerHeader(header -> header.put("crit", List.of("exp")));
    assertThat(read(node.callback(node.start()))).isEmpty();
    provider.next().onAnswerHeader(header -> header.put("kid", "nobody's"));
    assertRefused(node.outcome(), ErrorCode.RESPONSE_INVALID);
  }

  @Test
  @DisplayName("CB-13: an algorithm that is not on the list")
  void an_algorithm_that_is_not_accepted_is_refused() {
    try (Node strict =
        Node.over(
            Node.config(provider)
                .idTokenAlgorithms(Set.of("ES256"))
                .logins(logins -> logins.responseMode(ResponseMode.JWT))
                .build(),
            new MapSessionStore(time),
            new MapCoordinationStore(time),
            time)) {
      provider.idTokenAlgorithm("RS256");
      assertRefused(strict.outcome(), ErrorCode.RESPONSE_INVALID);
    }
  }

  @Test
  @DisplayName("TXN-06, CB-13: signed or not, a login ends in its own browser")
  void another_browser_cannot_finish_it() {
    String callback = node.callback(node.start());
    node.forgetCookies();
    assertRefused(node.finish(callback), ErrorCode.LOGIN_UNKNOWN);
  }

  @Test
  @DisplayName("CB-12, A20: nothing beside it, and nothing plain in its place")
  void plain_parameters_are_refused() {
    String signed = node.callback(node.start());
    assertThat(read(signed)).isPresent();
    for (String beside : List.of("code=x", "state=x", "iss=x", "error=x", "x=y", signed)) {
      assertThat(read(signed + "&" + beside)).as(beside).isEmpty();
    }
    assertThat(read("code=x&state=y")).isEmpty();
    assertThat(read("response=")).isEmpty();
    assertThat(read("response=a.b.c")).isEmpty();
    assertThat(read("response=a.b.c.d.e")).as("encrypted").isEmpty();
    assertThat(CallbackParameters.parse(signed, ResponseMode.QUERY)).isEmpty();
  }

  @Test
  @DisplayName("DISC-12: a provider that says it cannot")
  void a_provider_that_does_not_know_the_mode_is_unsuitable() {
    Fault always = provider.always();
    always.onDiscovery(reply -> reply.with("response_modes_supported", List.of("query")));
    for (ResponseMode mode : Set.of(ResponseMode.JWT, ResponseMode.FORM_POST)) {
      try (Node asking = node(mode)) {
        assertThat(asking.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
            .isEqualTo(new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty()));
      }
    }
    always.onDiscovery(reply -> reply.with("response_modes_supported", List.of("query.jwt")));
    try (Node asking = node(ResponseMode.JWT)) {
      assertThat(asking.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    always.onDiscovery(
        reply -> reply.with("authorization_signing_alg_values_supported", List.of("HS256")));
    try (Node asking = node(ResponseMode.JWT)) {
      assertThat(asking.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isInstanceOf(LoginStart.NotNow.class);
    }
  }
}
