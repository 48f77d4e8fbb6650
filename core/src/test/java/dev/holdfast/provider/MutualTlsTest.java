package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
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
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Patience;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.transport.JdkTransport;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that proves its name by the certificate of its TLS connection (RFC 8705, CA-09). */
class MutualTlsTest {
  private static final List<Endpoint> WITH_CERTIFICATE =
      List.of(Endpoint.PAR, Endpoint.TOKEN, Endpoint.USERINFO, Endpoint.REVOKE);

  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static ClientCertificate shown;
  private FakeProvider provider;

  @BeforeAll
  static void make() {
    certificates = new Certificates(folder);
    shown = Certificates.open(certificates.selfSigned("shop"));
  }

  @BeforeEach
  void start() {
    provider = FakeProvider.start(time).mutualTls(certificates.server());
    provider.nonces(NonceMode.ROTATING).accessTokenLife(Duration.ofMinutes(5));
    provider.client(FakeClient.showing("tls", own(shown)::equals));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private static X509Certificate own(ClientCertificate certificate) {
    return certificate.chain().get(0);
  }

  private OidcConfigBuilder config(ClientAuthentication proof) {
    return Node.config(provider).clientId("tls").authenticateWith(proof).askUserinfo();
  }

  private Node node(OidcConfig config) {
    return Node.over(
        config,
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        parts ->
            parts
                .time(time)
                .transport(JdkTransport.trusting(certificates.trust(), Patience.limits())));
  }

  private void live(OidcConfig config) {
    try (Node node = node(config)) {
      HeldSession held = new HeldSession(node.login());
      time.advance(Duration.ofMinutes(6));
      provider.rotateNonce();
      node.oidc().tokens(held).find().orElseThrow();
      node.oidc().clientTokens().find("jobs").orElseThrow();
      var session = held.current().orElseThrow().session();
      assertThat(node.oidc().provider().revoke(session.tokens(), session.key(), session.subject()))
          .isTrue();
    }
  }

  @Test
  @DisplayName("RFC 8705 §2.2, §5: the alias of each endpoint, where the certificate is shown")
  void a_self_signed_certificate_proves_the_name_at_every_endpoint() {
    live(config(new ClientAuthentication.SelfSignedTlsCertificate(shown)).client("jobs").build());
    for (Endpoint endpoint : WITH_CERTIFICATE) {
      assertThat(provider.requests(endpoint))
          .isNotEmpty()
          .allSatisfy(call -> assertThat(call.call().tls()).isPresent());
    }
    for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN, Endpoint.REVOKE)) {
      assertThat(provider.requests(endpoint))
          .allSatisfy(
              call -> {
                assertThat(call.form())
                    .containsEntry("client_id", "tls")
                    .doesNotContainKeys("client_secret", "client_assertion");
                assertThat(call.headers()).doesNotContainKey("Authorization");
              });
    }
  }

  @Test
  @DisplayName("CA-09: the proof names the alias that was called")
  void proofs_are_for_the_address_that_is_called() {
    live(config(new ClientAuthentication.SelfSignedTlsCertificate(shown)).client("jobs").build());
    for (RecordedCall call : provider.requests(Endpoint.TOKEN)) {
      assertThat(call.proof().orElseThrow().htu())
          .isEqualTo(call.call().tls().orElseThrow().origin() + "/token");
    }
  }

  @Test
  void what_is_public_is_read_without_a_certificate() {
    live(config(new ClientAuthentication.TlsCertificate(shown)).client("jobs").build());
    assertThat(provider.requests(Endpoint.DISCOVERY))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.call().tls()).isEmpty());
    assertThat(provider.requests(Endpoint.JWKS))
        .allSatisfy(call -> assertThat(call.call().tls()).isEmpty());
  }

  @Test
  @DisplayName("RFC 8705 §2.1: by the subject that an authority vouches for")
  void a_certificate_of_an_authority_proves_the_name() {
    ClientCertificate rsa = Certificates.open(certificates.selfSignedRsa("bank"));
    provider.client(
        FakeClient.showing(
            "tls", seen -> seen.getSubjectX500Principal().getName().equals("CN=bank")));
    live(config(new ClientAuthentication.TlsCertificate(rsa)).client("jobs").build());
  }

  @Test
  void another_certificate_is_no_proof() {
    ClientCertificate stranger = Certificates.open(certificates.selfSigned("stranger"));
    try (Node node =
        node(config(new ClientAuthentication.SelfSignedTlsCertificate(stranger)).build())) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.CLIENT_REFUSED, Optional.empty()));
    }
  }

  @Test
  void each_client_shows_its_own() {
    ClientCertificate own = Certificates.open(certificates.selfSigned("billing"));
    provider.client(FakeClient.showing("billing", own(own)::equals));
    OidcConfig config =
        Node.config(provider)
            .client(
                "billing",
                client ->
                    client
                        .clientId("billing")
                        .authenticateWith(new ClientAuthentication.SelfSignedTlsCertificate(own)))
            .build();
    try (Node node = node(config)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      node.oidc().clientTokens().find("billing").orElseThrow();
    }
    assertThat(provider.requests(Endpoint.TOKEN))
        .extracting(call -> call.call().tls().isPresent())
        .containsExactly(false, true, true); // the client was asked for a nonce first
  }

  @Test
  @DisplayName("DISC-04: an alias without https starts no login")
  void an_alias_in_the_clear_is_refused() {
    provider
        .always()
        .onDiscovery(
            document ->
                document.with(
                    "mtls_endpoint_aliases",
                    java.util.Map.of("token_endpoint", "http://op.example/token")));
    try (Node node =
        node(config(new ClientAuthentication.SelfSignedTlsCertificate(shown)).build())) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty()));
    }
  }
}
