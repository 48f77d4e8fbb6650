package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Fault;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.testkit.Reply;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata, token answers and client authentication: what is accepted, and what is not. */
class HostileAnswerTest {
  private final InstantSource time = InstantSource.system();
  private final MapSessionStore sessions = new MapSessionStore(time);
  private FakeProvider provider;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Node node(OidcConfig config) {
    return Node.over(config, sessions, new MapCoordinationStore(time), time);
  }

  static Stream<Arguments> wrongTokenAnswers() {
    return Stream.of(
        wrong("A21 HTML", f -> f.at(Endpoint.TOKEN).html()),
        wrong("TOK-02 no access_token", f -> f.at(Endpoint.TOKEN).omit("access_token")),
        wrong("TOK-02 no token_type", f -> f.at(Endpoint.TOKEN).omit("token_type")),
        wrong("TOK-02 no id_token", f -> f.at(Endpoint.TOKEN).omit("id_token")),
        wrong("A28 expires_in negative", f -> f.at(Endpoint.TOKEN).with("expires_in", -1)),
        wrong("A28 expires_in as text", f -> f.at(Endpoint.TOKEN).with("expires_in", "300")),
        wrong("A28 expires_in 1e99", f -> f.at(Endpoint.TOKEN).with("expires_in", 1e99)),
        wrong("A27 CR LF", f -> f.at(Endpoint.TOKEN).with("access_token", "a\r\nX: y")),
        wrong("A27 a number", f -> f.at(Endpoint.TOKEN).with("access_token", 7)),
        wrong("TOK-03 20 KiB", f -> f.at(Endpoint.TOKEN).with("access_token", "a".repeat(20480))),
        wrong("TOK-02 an error under 200", f -> f.at(Endpoint.TOKEN).with("error", "x")),
        wrong("NET-06 a member twice", f -> f.at(Endpoint.TOKEN).change(HostileAnswerTest::twice)),
        wrong(
            "NET-03 a redirect",
            f -> f.at(Endpoint.TOKEN).redirectTo(URI.create("https://evil.example/"))));
  }

  private static Reply twice(Reply answer) {
    return Reply.text(
        200,
        "application/json",
        "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"DPoP\"}");
  }

  private static Arguments wrong(String what, Consumer<Fault> fault) {
    return arguments(what, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTokenAnswers")
  void a_malformed_token_answer_is_no_login(String what, Consumer<Fault> fault) {
    try (Node node = node(Node.config(provider).build())) {
      fault.accept(provider.next());
      assertThat(node.outcome())
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.PROVIDER_ANSWER_INVALID));
      assertThat(sessions.size()).isZero();
      assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  static Stream<Arguments> wrongMetadata() {
    return Stream.of(
        arguments("DISC-02 issuer of somebody else", "issuer", "https://other.example"),
        arguments("DISC-04 plain token endpoint", "token_endpoint", "http://op.example/token"),
        arguments(
            "CA-01 another method",
            "token_endpoint_auth_methods_supported",
            List.of("tls_client_auth")),
        arguments("DISC-12 no S256", "code_challenge_methods_supported", List.of("plain")),
        arguments("DPK-02 another key type", "dpop_signing_alg_values_supported", List.of("PS256")),
        arguments("IDT-02 only none", "id_token_signing_alg_values_supported", List.of("none")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongMetadata")
  void metadata_that_contradicts_the_configuration_starts_no_login(
      String what, String member, Object value) {
    provider.always().onDiscovery(document -> document.with(member, value));
    try (Node node = node(Node.config(provider).build())) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(
              new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, java.util.Optional.empty()));
      assertThat(provider.requests(Endpoint.PAR)).isEmpty();
    }
  }

  static Stream<Arguments> almostTheIssuer() {
    return Stream.of(
        almost("with a slash", issuer -> issuer + "/"),
        almost("of another case", issuer -> issuer.replaceFirst("http", "HTTP")));
  }

  private static Arguments almost(String what, UnaryOperator<String> change) {
    return arguments(what, change);
  }

  @ParameterizedTest(name = "DISC-02: the issuer {0}")
  @MethodSource("almostTheIssuer")
  void metadata_of_almost_the_issuer_starts_no_login(String what, UnaryOperator<String> change) {
    metadata_that_contradicts_the_configuration_starts_no_login(
        what, "issuer", change.apply(provider.issuer()));
  }

  @Test
  @DisplayName("CA-02, CA-03, CA-05: a fresh assertion for the issuer in every request")
  void private_key_jwt_makes_a_new_assertion_for_every_request() throws Exception {
    JWK key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    provider.client(FakeClient.withKey("keyed", key)).nonces(NonceMode.ROTATING);
    OidcConfig config =
        Node.config(provider)
            .clientId("keyed")
            .authenticateWith(
                new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key.toJSONString())))
            .build();
    try (Node node = node(config)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    Set<String> jtis = new HashSet<>();
    int requests = 0;
    for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN)) {
      for (RecordedCall call : provider.requests(endpoint)) {
        SignedJWT assertion = SignedJWT.parse(call.form().get("client_assertion"));
        assertThat(assertion.getHeader().getType().getType())
            .isEqualTo("client-authentication+jwt");
        assertThat(assertion.getPayload().toJSONObject().get("aud")).isEqualTo(provider.issuer());
        jtis.add(assertion.getJWTClaimsSet().getJWTID());
        requests++;
      }
    }
    assertThat(requests).isGreaterThanOrEqualTo(3);
    assertThat(jtis).hasSize(requests);
  }

  @Test
  @DisplayName("CA-08: secret_basic form-encodes id and secret before joining them")
  void secrets_with_odd_characters_arrive() throws ParseException, JOSEException {
    SecretText odd = SecretText.of("p@ss:w%rd+ ä");
    provider.client(FakeClient.withSecret("odd:client", odd.reveal()));
    for (ClientAuthentication way :
        List.of(
            new ClientAuthentication.SecretBasic(odd), new ClientAuthentication.SecretPost(odd))) {
      try (Node node =
          node(Node.config(provider).clientId("odd:client").authenticateWith(way).build())) {
        assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      }
    }
  }

  @Test
  void a_public_client_logs_in_and_refreshes_nothing_it_does_not_own() {
    provider.client(FakeClient.open("public"));
    OidcConfig config =
        Node.config(provider)
            .clientId("public")
            .authenticateWith(new ClientAuthentication.None())
            .build();
    try (Node node = node(config)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("TOK-06: invalid_client is asked once, and told to operators")
  void a_refused_client_is_told_so() {
    provider.next().at(Endpoint.TOKEN).error(401, "invalid_client");
    HeardEvents heard = new HeardEvents();
    try (Node node =
            Node.over(
                Node.config(provider).build(),
                sessions,
                new MapCoordinationStore(time),
                parts -> parts.time(time).listener(heard));
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.CLIENT_REFUSED));
      assertThat(log.read())
          .contains(
              "WARN login at "
                  + provider.issuer()
                  + " failed: client_refused (status 401, error invalid_client)");
      assertThat(heard.await(OidcEvent.LoginRefused.class).code())
          .isEqualTo(ErrorCode.CLIENT_REFUSED);
    }
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
  }

  @Test
  @DisplayName("AREQ-07: no fallback to the front channel")
  void a_pushed_request_that_fails_starts_no_login() {
    provider.next().at(Endpoint.PAR).status(503);
    try (Node node = node(Node.config(provider).build())) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isInstanceOf(LoginStart.NotNow.class);
    }
  }
}
