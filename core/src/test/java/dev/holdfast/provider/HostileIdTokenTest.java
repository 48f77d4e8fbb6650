package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Forgery;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An ID token with one thing wrong ends in a refusal, never in a session. */
class HostileIdTokenTest {
  private final InstantSource time = InstantSource.system();
  private final MapSessionStore sessions = new MapSessionStore(time);
  private FakeProvider provider;
  private Node node;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
    node =
        Node.over(
            Node.config(provider).askUserinfo().build(),
            sessions,
            new MapCoordinationStore(time),
            time);
  }

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  static Stream<Arguments> wrongClaims() {
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        wrong("IDT-06 iss of another case", c -> c.compute("iss", (k, v) -> "HTTP" + after(v))),
        wrong("IDT-06 iss with a slash", c -> c.compute("iss", (k, v) -> v + "/")),
        wrong("IDT-06 iss missing", c -> c.remove("iss")),
        wrong("IDT-07 aud of another client", c -> c.put("aud", "other")),
        wrong("IDT-07 aud with an untrusted other", c -> c.put("aud", List.of("shop", "other"))),
        wrong("IDT-07 aud missing", c -> c.remove("aud")),
        wrong("IDT-07 azp of another client", c -> c.put("azp", "other")),
        wrong("IDT-07 azp that is no text", c -> c.put("azp", 7)),
        wrong("IDT-08 exp past", c -> c.put("exp", now - 31)),
        wrong("IDT-08 exp missing", c -> c.remove("exp")),
        wrong("IDT-08 exp as text", c -> c.put("exp", String.valueOf(now + 300))),
        wrong("IDT-08 exp negative", c -> c.put("exp", -1)),
        wrong("IDT-08 iat missing", c -> c.remove("iat")),
        wrong("IDT-08 iat an hour ahead", c -> c.put("iat", now + 3600)),
        wrong("IDT-08 iat long past", c -> c.put("iat", now - 700)),
        wrong("IDT-08 iat with a fraction", c -> c.put("iat", now + 0.5)),
        wrong("IDT-08 nbf ahead", c -> c.put("nbf", now + 120)),
        wrong("IDT-09 nonce missing", c -> c.remove("nonce")),
        wrong("IDT-09 nonce of another login", c -> c.put("nonce", "another")),
        wrong("IDT-10 at_hash of another token", c -> c.put("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")),
        wrong("IDT-11 sub missing", c -> c.remove("sub")),
        wrong("IDT-11 sub empty", c -> c.put("sub", "")),
        wrong("IDT-11 sub too long", c -> c.put("sub", "a".repeat(256))),
        wrong("IDT-11 sub not ASCII", c -> c.put("sub", "äöü")));
  }

  private static String after(Object issuer) {
    return String.valueOf(issuer).substring("http".length());
  }

  private static Arguments wrong(String what, Consumer<Map<String, Object>> edit) {
    return arguments(what, edit);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void a_wrong_claim_is_refused(String what, Consumer<Map<String, Object>> edit) {
    provider.next().onIdToken(edit);
    refusedWith(ErrorCode.ID_TOKEN_INVALID);
  }

  @ParameterizedTest(name = "IDT-01, IDT-02: {0}")
  @EnumSource(Forgery.class)
  void a_forged_signature_is_refused(Forgery forgery) {
    provider.next().signWith(forgery);
    refusedWith(ErrorCode.ID_TOKEN_INVALID);
  }

  @ParameterizedTest(name = "IDT-05: typ {0}")
  @ValueSource(
      strings = {"logout+jwt", "at+jwt", "dpop+jwt", "oauth-authz-req+jwt", "secevent+jwt"})
  void another_kind_of_token_is_refused(String typ) {
    provider.next().onIdTokenHeader(header -> header.put("typ", typ));
    refusedWith(ErrorCode.ID_TOKEN_INVALID);
  }

  @Test
  @DisplayName("IDT-04: an unknown critical header")
  void an_unknown_critical_header_is_refused() {
    provider
        .next()
        .onIdTokenHeader(
            header -> {
              header.put("crit", List.of("x"));
              header.put("x", 1);
            });
    refusedWith(ErrorCode.ID_TOKEN_INVALID);
  }

  @Test
  @DisplayName("A37, DISC-10: a key named inside the token is no key")
  void a_key_inside_the_token_is_ignored() {
    provider.next().onIdTokenHeader(header -> header.put("jku", provider.issuer() + "/evil"));
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    assertThat(provider.requests()).noneMatch(call -> call.toString().contains("evil"));
  }

  /** Refused; nothing further is asked but to revoke; and the same browser logs in at once. */
  private void refusedWith(ErrorCode code) {
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(code));
    assertThat(sessions.size()).isZero();
    assertThat(provider.requests(Endpoint.USERINFO)).isEmpty();
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @ParameterizedTest(name = "IDT-02, IDT-03: {0} is accepted")
  @ValueSource(strings = {"RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"})
  void every_allowed_algorithm_is_accepted(String algorithm) {
    provider.idTokenAlgorithm(algorithm);
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("DISC-08, A33: keys rotated during the login are fetched once more")
  void rotated_keys_are_found() {
    node.login();
    LoginOutcome outcome = afterRotation();
    assertThat(outcome).isInstanceOf(LoginOutcome.LoggedIn.class);
    assertThat(provider.requests(Endpoint.JWKS)).hasSize(2);
  }

  private LoginOutcome afterRotation() {
    String callback = node.callback(node.start());
    provider.rotateKeys();
    return node.finish(callback);
  }

  @Test
  @DisplayName("DISC-08, A34: unknown kids fetch the key set once more, not each time")
  void a_flood_of_unknown_kids_is_bounded() {
    node.login();
    for (int i = 0; i < 10; i++) {
      String kid = "unknown-" + i;
      provider.next().onIdTokenHeader(header -> header.put("kid", kid));
      assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.ID_TOKEN_INVALID));
    }
    assertThat(provider.requests(Endpoint.JWKS)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  @DisplayName("DISC-09: two keys under one kid")
  void the_key_that_fits_is_found_among_several() {
    provider.publishKeysWithSameKid();
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("UI-01, UI-02, A42: userinfo with a proof, of the same user or of nobody")
  void userinfo_of_another_user_is_refused() {
    node.login();
    assertThat(provider.requests(Endpoint.USERINFO)).hasSize(1);
    assertThat(provider.requests(Endpoint.USERINFO).get(0).proof()).isPresent();
    provider.next().onUserinfo(answer -> answer.with("sub", "mallory"));
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.USERINFO_INVALID));
  }
}
