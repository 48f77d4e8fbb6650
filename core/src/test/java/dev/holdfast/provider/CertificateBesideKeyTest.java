package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.AssertionAudience;
import dev.holdfast.config.AssertionType;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Patience;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.transport.JdkTransport;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate and a key together: one of them proves the name, the other has another task. */
class CertificateBesideKeyTest {
  private static final List<Endpoint> WITH_PROOF =
      List.of(Endpoint.PAR, Endpoint.TOKEN, Endpoint.REVOKE);

  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static ClientCertificate shown;
  private static ECKey key;
  private FakeProvider provider;

  @BeforeAll
  static void make() throws JOSEException {
    certificates = new Certificates(folder);
    shown = Certificates.open(certificates.selfSigned("shop"));
    key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
  }

  @BeforeEach
  void start() {
    provider = FakeProvider.start(time).mutualTls(certificates.server());
    provider.accessTokenLife(Duration.ofMinutes(5));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private static Predicate<X509Certificate> own() {
    return shown.chain().get(0)::equals;
  }

  private static PrivateJwk signing() {
    return PrivateJwk.parse(key.toJSONString());
  }

  private static ClientAuthentication keyWithCertificate() {
    return new ClientAuthentication.PrivateKeyJwt(
        signing(),
        List.of(),
        AssertionAudience.ISSUER,
        AssertionType.CLIENT_AUTHENTICATION,
        Optional.of(shown));
  }

  private static ClientAuthentication certificateWithKey() {
    return new ClientAuthentication.SelfSignedTlsCertificate(shown, List.of(signing()));
  }

  private OidcConfigBuilder config(ClientAuthentication proof) {
    return Node.config(provider).clientId("both").authenticateWith(proof);
  }

  private Node node(OidcConfig config) {
    return Node.over(
        config,
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        parts ->
            parts
                .time(time)
                .apiTrust(certificates.trust())
                .transport(JdkTransport.trusting(certificates.trust(), Patience.limits())));
  }

  /** A login, a renewal, a token of the client's own and a revocation. */
  private void live(OidcConfig config) {
    try (Node node = node(config)) {
      HeldSession held = new HeldSession(node.login());
      time.advance(Duration.ofMinutes(6));
      node.oidc().tokens(held).find().orElseThrow();
      node.oidc().clientTokens().find("jobs").orElseThrow();
      var session = held.current().orElseThrow().session();
      assertThat(node.oidc().provider().revoke(session.tokens(), session.key(), session.subject()))
          .isTrue();
    }
  }

  private List<RecordedCall> calls() {
    return WITH_PROOF.stream()
        .flatMap(
            endpoint -> {
              List<RecordedCall> some = provider.requests(endpoint);
              assertThat(some).as(endpoint.name()).isNotEmpty();
              return some.stream();
            })
        .toList();
  }

  @Test
  @DisplayName("CA-02, CA-09: the aliases are used although an assertion proves the name")
  void a_client_that_signs_assertions_shows_its_certificate_at_the_aliases() throws Exception {
    provider.client(FakeClient.withKey("both", key).alsoShowing(own()));
    live(config(keyWithCertificate()).askUserinfo().client("jobs").build());
    for (RecordedCall call : calls()) {
      assertThat(call.call().tls()).as("the alias").isPresent();
      SignedJWT assertion = SignedJWT.parse(call.form().get("client_assertion"));
      assertThat(assertion.getPayload().toJSONObject())
          .as("a string, and not the address that was called")
          .containsEntry("aud", provider.issuer());
    }
    assertThat(provider.requests(Endpoint.USERINFO))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.call().tls()).isPresent());
    for (RecordedCall call : provider.requests(Endpoint.TOKEN)) {
      assertThat(call.proof().orElseThrow().htu())
          .isEqualTo(call.call().tls().orElseThrow().origin() + "/token");
    }
    assertThat(provider.requests(Endpoint.DISCOVERY))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.call().tls()).isEmpty());
  }

  @Test
  @DisplayName("RFC 8705 §3: an assertion proves the name, and tokens are bound to the certificate")
  void tokens_are_bound_to_the_certificate_beside_an_assertion() throws Exception {
    provider.client(FakeClient.withKey("both", key).alsoShowing(own()));
    boundToCertificate(keyWithCertificate(), Profile.FAPI2);
    assertThat(provider.requests(Endpoint.TOKEN))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.form()).containsKey("client_assertion"));
  }

  @Test
  @DisplayName("AREQ-13, AREQ-14, CA-09: message signing with a certificate as the proof")
  void requests_are_signed_with_a_key_beside_the_certificate() throws Exception {
    provider.client(FakeClient.showing("both", own()).signingRequestsWith(key));
    live(
        config(certificateWithKey()).profile(Profile.FAPI2_MESSAGE_SIGNING).client("jobs").build());
    Map<String, String> pushed = provider.requests(Endpoint.PAR).get(0).form();
    assertThat(pushed).containsOnlyKeys("request", "client_id");
    SignedJWT request = SignedJWT.parse(pushed.get("request"));
    assertThat(request.getHeader().getKeyID()).isEqualTo("c1");
    assertThat(request.getPayload().toJSONObject())
        .containsEntry("response_mode", "jwt")
        .containsEntry("aud", provider.issuer());
    for (RecordedCall call : calls()) {
      assertThat(call.call().tls()).isPresent();
      assertThat(call.form())
          .containsEntry("client_id", "both")
          .doesNotContainKeys("client_assertion", "client_secret");
    }
  }

  @Test
  @DisplayName("RFC 8705 §3, AREQ-13: message signing with tokens bound to the certificate")
  void message_signing_and_bound_tokens_go_together() throws Exception {
    provider.client(FakeClient.showing("both", own()).signingRequestsWith(key));
    boundToCertificate(certificateWithKey(), Profile.FAPI2_MESSAGE_SIGNING);
    assertThat(provider.requests(Endpoint.PAR).get(0).form())
        .containsOnlyKeys("request", "client_id");
  }

  private void boundToCertificate(ClientAuthentication proof, Profile profile)
      throws IOException, InterruptedException {
    provider
        .dpopRequired(false)
        .accessTokenBytes(900)
        .bindTokensToCertificate(TlsApi.thumbprint(shown));
    try (TlsApi api = new TlsApi(certificates);
        Node node =
            node(
                config(proof)
                    .profile(profile)
                    .dpop(DpopPolicy.OFF)
                    .bindTokensToCertificate()
                    .apiOrigins(Set.of(api.orders()))
                    .build())) {
      HeldSession held = new HeldSession(node.login());
      time.advance(Duration.ofMinutes(6)); // so that a renewed token goes the same way
      var client = node.oidc().httpClient(node.oidc().tokens(held));
      HttpRequest orders = HttpRequest.newBuilder(api.orders()).build();
      assertThat(client.send(orders, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
      assertThat(api.calls()).containsExactly(TlsApi.thumbprint(shown) + " Bearer false");
    }
  }

  @Test
  void a_key_alone_is_not_enough_where_a_certificate_is_asked_for() {
    provider.client(FakeClient.withKey("both", key).alsoShowing(own()));
    try (Node node = node(config(new ClientAuthentication.PrivateKeyJwt(signing())).build())) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.CLIENT_REFUSED, Optional.empty()));
    }
  }
}
