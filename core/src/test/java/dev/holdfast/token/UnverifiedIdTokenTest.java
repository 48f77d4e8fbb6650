package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.Session;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A renewed ID token whose key or time cannot be judged is used for nothing, yet still read. */
class UnverifiedIdTokenTest extends RefreshRig {

  static Stream<Arguments> reasons() {
    return Stream.of(
        reason("an unknown kid", p -> p.next().onIdTokenHeader(h -> h.put("kid", "unknown"))),
        reason("no kid", p -> p.next().onIdTokenHeader(header -> header.remove("kid"))),
        reason("no key set", UnverifiedIdTokenTest::noKeySet),
        reason("an exp that is past", p -> p.next().onIdToken(c -> shift(c, "exp", -400))),
        reason("an iat that is ahead", p -> p.next().onIdToken(c -> shift(c, "iat", 3600))),
        reason("an nbf that is ahead", UnverifiedIdTokenTest::notYet));
  }

  private static Arguments reason(String what, Consumer<FakeProvider> script) {
    return arguments(what, script);
  }

  private static void noKeySet(FakeProvider provider) {
    provider.rotateKeys();
    provider.always().at(Endpoint.JWKS).status(503);
  }

  private static void shift(Map<String, Object> claims, String name, long seconds) {
    claims.put(name, ((Number) claims.getOrDefault("iat", 0L)).longValue() + seconds);
  }

  private static void notYet(Map<String, Object> claims) {
    shift(claims, "nbf", 120);
  }

  private static void notYet(FakeProvider provider) {
    provider.next().onIdToken(UnverifiedIdTokenTest::notYet);
  }

  /** So that no key is the only one. */
  @BeforeEach
  void severalKeys() {
    provider.idTokenAlgorithm("ES256").publishKeysWithSameKid();
  }

  @ParameterizedTest(name = "REF-06: {0}")
  @MethodSource("reasons")
  void the_session_goes_on_with_the_id_token_it_has(String what, Consumer<FakeProvider> script) {
    try (Node node = onServer();
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      HeldSession held = new HeldSession(node.login());
      Session before = held.current().orElseThrow().session();
      time.advance(LIFE);
      script.accept(provider);
      provider.always().onIdToken(claims -> claims.put("email", "other@example.org"));
      UserAccessToken renewed = token(ask(node, held));
      Session after = held.current().orElseThrow().session();
      assertThat(renewed.value()).isNotEqualTo(before.tokens().access().value());
      assertThat(after.tokens().idToken()).isEqualTo(before.tokens().idToken());
      assertThat(after.idTokenClaims()).isEqualTo(before.idTokenClaims());
      assertThat(log.read()).anyMatch(line -> line.startsWith("WARN a refreshed ID token of "));
    }
  }

  @ParameterizedTest(name = "REF-06, A64: another user behind {0}")
  @MethodSource("reasons")
  void another_user_in_it_ends_the_session(String what, Consumer<FakeProvider> script) {
    ends(script, claims -> claims.put("sub", "mallory"));
  }

  @ParameterizedTest(name = "REF-06: another issuer behind {0}")
  @MethodSource("reasons")
  void another_issuer_in_it_ends_the_session(String what, Consumer<FakeProvider> script) {
    ends(script, claims -> claims.put("iss", claims.get("iss") + "/"));
  }

  @ParameterizedTest(name = "REF-06: another audience behind {0}")
  @MethodSource("reasons")
  void another_audience_in_it_ends_the_session(String what, Consumer<FakeProvider> script) {
    ends(script, claims -> claims.put("aud", List.of("shop", "other")));
  }

  @ParameterizedTest(name = "REF-06: another access token's hash behind {0}")
  @MethodSource("reasons")
  void the_hash_of_another_access_token_in_it_ends_the_session(
      String what, Consumer<FakeProvider> script) {
    ends(script, claims -> claims.put("at_hash", "77QmUPtjPfzWtF2AnpK9RQ"));
  }

  private void ends(Consumer<FakeProvider> script, Consumer<Map<String, Object>> edit) {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      script.accept(provider);
      provider.always().onIdToken(edit);
      assertThat(ask(node, held))
          .isEqualTo(new TokenResult.LoginRequired(ErrorCode.ID_TOKEN_INVALID));
      assertThat(sessions.size()).isZero();
      assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
    }
  }

  @Test
  @DisplayName("REF-06, DISC-08: keys that were exchanged meanwhile are fetched, once")
  void a_new_key_of_the_provider_is_no_trouble() {
    try (Node node = onServer()) {
      HeldSession held = new HeldSession(node.login());
      time.advance(LIFE);
      provider.rotateKeys();
      provider.forgetRequests();
      provider.next().onIdToken(claims -> claims.put("email", "new@example.org"));
      token(ask(node, held));
      assertThat(held.current().orElseThrow().session().idTokenClaims().text("email"))
          .hasValue("new@example.org");
      assertThat(provider.requests(Endpoint.JWKS)).hasSize(1);
    }
  }
}
