package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.AssertionAudience;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.MacAlgorithm;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.RecordedCall;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client signs to prove its name, at every endpoint that asks for it. */
class ClientAssertionTest {
  /** 64 octets: long enough for all. */
  private static final String SECRET = "0123456789abcdef".repeat(4);

  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  private FakeProvider provider;

  @BeforeEach
  void start() {
    provider = FakeProvider.start(time).nonces(NonceMode.ROTATING);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  static Stream<Arguments> proofs() throws JOSEException {
    return Stream.of(
        byKey("ES256", new ECKeyGenerator(Curve.P_256).keyID("c1").generate()),
        byKey("ES384", new ECKeyGenerator(Curve.P_384).keyID("c1").generate()),
        byKey("EdDSA", new OctetKeyPairGenerator(Curve.Ed25519).keyID("c1").generate()),
        byKey("PS256", new RSAKeyGenerator(2048).keyID("c1").generate()),
        bySecret(MacAlgorithm.HS256),
        bySecret(MacAlgorithm.HS384),
        bySecret(MacAlgorithm.HS512));
  }

  private static Arguments byKey(String algorithm, JWK key) {
    return arguments(
        algorithm,
        FakeClient.withKey("signing", key),
        new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key.toJSONString())),
        Optional.of("c1"));
  }

  private static Arguments bySecret(MacAlgorithm algorithm) {
    return arguments(
        algorithm.name(),
        FakeClient.withSecretThatSigns("signing", SECRET),
        new ClientAuthentication.SecretJwt(SecretText.of(SECRET), algorithm),
        Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  @DisplayName("CA-02, CA-03, CA-05: for the issuer alone, and a new one for every request")
  void every_request_has_an_assertion_of_its_own(
      String algorithm, FakeClient known, ClientAuthentication proof, Optional<String> kid)
      throws ParseException {
    live(known, proof);
    Set<String> ids = new HashSet<>();
    List<RecordedCall> calls = calls();
    for (RecordedCall call : calls) {
      assertThat(call.form()).as("which some ask for").containsEntry("client_id", "signing");
      SignedJWT jwt = SignedJWT.parse(call.form().get("client_assertion"));
      assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
      assertThat(jwt.getHeader().getType().getType()).isEqualTo("client-authentication+jwt");
      assertThat(Optional.ofNullable(jwt.getHeader().getKeyID())).isEqualTo(kid);
      var claims = jwt.getPayload().toJSONObject();
      assertThat(claims)
          .containsEntry("iss", "signing")
          .containsEntry("sub", "signing")
          .containsEntry("aud", provider.issuer())
          .containsKey("iat");
      assertThat(jwt.getJWTClaimsSet().getExpirationTime())
          .isAfter(jwt.getJWTClaimsSet().getIssueTime())
          .isBeforeOrEqualTo(Date.from(time.instant().plusSeconds(60)));
      ids.add(String.valueOf(claims.get("jti")));
    }
    assertThat(ids).hasSize(calls.size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  @DisplayName("CA-01: one method in a request, and no secret on the wire")
  void nothing_but_the_assertion_proves_the_name(
      String algorithm, FakeClient known, ClientAuthentication proof, Optional<String> kid) {
    live(known, proof);
    assertThat(calls())
        .allSatisfy(
            call -> {
              assertThat(call.headers()).doesNotContainKey("Authorization");
              assertThat(call.form()).doesNotContainKey("client_secret");
              assertThat(call.call().body()).doesNotContain(SECRET);
            });
  }

  /** A login, a renewal, a token of the client's own and a revocation, with nonces refused. */
  private void live(FakeClient known, ClientAuthentication proof) {
    provider.client(known).accessTokenLife(Duration.ofMinutes(5));
    OidcConfig config =
        Node.config(provider).clientId("signing").authenticateWith(proof).client("jobs").build();
    try (Node node =
        Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time)) {
      HeldSession held = new HeldSession(node.login());
      time.advance(Duration.ofMinutes(6));
      provider.rotateNonce();
      node.oidc().tokens(held).find().orElseThrow();
      provider.rotateNonce();
      node.oidc().clientTokens().find("jobs").orElseThrow();
      var session = held.current().orElseThrow().session();
      assertThat(node.oidc().provider().revoke(session.tokens(), session.key(), session.subject()))
          .isTrue();
    }
  }

  /** Those with an assertion: refused ones are among them. */
  private List<RecordedCall> calls() {
    List<RecordedCall> calls = new ArrayList<>();
    for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN, Endpoint.REVOKE)) {
      List<RecordedCall> some = provider.requests(endpoint);
      assertThat(some).as(endpoint.name()).isNotEmpty();
      calls.addAll(some);
    }
    assertThat(calls).extracting(RecordedCall::status).contains(400); // a nonce was asked for
    return calls;
  }

  static Stream<Arguments> forEndpoints() throws JOSEException {
    JWK key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    return Stream.of(
        arguments(
            FakeClient.withKey("signing", key),
            new ClientAuthentication.PrivateKeyJwt(
                PrivateJwk.parse(key.toJSONString()), List.of(), AssertionAudience.ENDPOINT)),
        arguments(
            FakeClient.withSecretThatSigns("signing", SECRET),
            new ClientAuthentication.SecretJwt(
                SecretText.of(SECRET), MacAlgorithm.HS256, AssertionAudience.ENDPOINT)));
  }

  @ParameterizedTest
  @MethodSource("forEndpoints")
  @DisplayName("CA-04: for the address it is sent to, as one string, and with a warning")
  void a_provider_that_refuses_the_issuer_is_told_its_address(
      FakeClient known, ClientAuthentication proof) throws ParseException {
    provider.habits().assertionsForEndpoints();
    try (LogLines log = LogLines.of("dev.holdfast")) {
      live(known, proof);
      assertThat(log.read())
          .filteredOn(line -> line.contains("assertion-audience is endpoint"))
          .singleElement()
          .asString()
          .startsWith("WARN");
    }
    for (RecordedCall call : calls()) {
      assertThat(SignedJWT.parse(call.form().get("client_assertion")).getPayload().toJSONObject())
          .containsEntry("aud", provider.issuer() + call.call().target().getPath());
    }
  }

  @Test
  @DisplayName("CA-01: what the provider does not offer starts no login")
  void an_algorithm_that_is_not_offered_is_not_tried() {
    provider
        .always()
        .onDiscovery(
            document ->
                document.with(
                    "token_endpoint_auth_signing_alg_values_supported", List.of("PS256")));
    OidcConfig config =
        Node.config(provider)
            .authenticateWith(
                new ClientAuthentication.SecretJwt(SecretText.of(SECRET), MacAlgorithm.HS256))
            .build();
    try (Node node =
        Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time)) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty()));
      assertThat(provider.requests(Endpoint.PAR)).isEmpty();
    }
  }

  @Test
  @DisplayName("OpenID Connect Core §10.1: no shorter than the hash")
  void a_secret_that_is_too_short_signs_nothing() {
    SecretText octets47 = SecretText.of("é".repeat(23) + "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientAuthentication.SecretJwt(octets47, MacAlgorithm.HS384))
        .withMessage("HS384 needs a secret of 48 octets or more");
    assertThat(new ClientAuthentication.SecretJwt(octets47, MacAlgorithm.HS256).toString())
        .doesNotContain("é");
  }
}
