package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.Profile;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Patience;
import dev.holdfast.transport.JdkTransport;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens that are worth nothing without the client's certificate, in place of DPoP (RFC 8705 §3).
 */
class CertificateBoundTokensTest {
  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static ClientCertificate shown;
  private FakeProvider provider;
  private TlsApi api;

  @BeforeAll
  static void make() {
    certificates = new Certificates(folder);
    shown = Certificates.open(certificates.selfSigned("shop"));
  }

  @BeforeEach
  void start() throws IOException {
    provider =
        FakeProvider.start(time)
            .mutualTls(certificates.server())
            .dpopRequired(false)
            .accessTokenBytes(900)
            .accessTokenLife(Duration.ofMinutes(5))
            .bindTokensToCertificate(TlsApi.thumbprint(shown));
    provider.client(FakeClient.showing("tls", shown.chain().get(0)::equals));
    api = new TlsApi(certificates);
  }

  @AfterEach
  void stop() {
    api.close();
    provider.close();
  }

  private OidcConfigBuilder config() {
    return Node.config(provider)
        .clientId("tls")
        .authenticateWith(new ClientAuthentication.SelfSignedTlsCertificate(shown))
        .dpop(DpopPolicy.OFF)
        .bindTokensToCertificate()
        .apiOrigins(Set.of(api.orders()));
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

  @Test
  @DisplayName("RFC 8705 §3: the API sees the certificate that the token names, and no proof")
  void an_api_is_called_with_the_certificate_that_the_token_is_bound_to() throws Exception {
    try (Node node = node(config().profile(Profile.FAPI2).build())) {
      HeldSession held = new HeldSession(node.login());
      time.advance(Duration.ofMinutes(6)); // so that a renewed token goes the same way
      var client = node.oidc().httpClient(node.oidc().tokens(held));
      var answer =
          client.send(HttpRequest.newBuilder(api.orders()).build(), BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(api.calls()).containsExactly(TlsApi.thumbprint(shown) + " Bearer false");
    }
  }

  @Test
  void a_token_that_is_bound_to_another_certificate_is_refused() {
    provider.bindTokensToCertificate(
        TlsApi.thumbprint(Certificates.open(certificates.selfSigned("other"))));
    try (Node node = node(config().build())) {
      LoginOutcome outcome = node.outcome();
      assertThat(outcome).isInstanceOf(LoginOutcome.Refused.class);
      assertThat(((LoginOutcome.Refused) outcome).code()).isEqualTo(ErrorCode.TOKEN_NOT_BOUND);
    }
  }

  @Test
  void a_provider_that_does_not_bind_tokens_will_not_do() {
    provider.bindTokensToCertificate("");
    try (Node node = node(config().build())) {
      LoginStart start = node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT));
      assertThat(start).isInstanceOf(LoginStart.NotNow.class);
      assertThat(((LoginStart.NotNow) start).code()).isEqualTo(ErrorCode.PROVIDER_UNSUITABLE);
    }
  }

  @Test
  void settings_that_contradict_the_binding_are_refused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> config().dpop(DpopPolicy.REQUIRED).build())
        .withMessageContaining("dpop is not off, but certificate-bound-tokens");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                config()
                    .authenticateWith(
                        new ClientAuthentication.SecretBasic(SecretText.of("not-a-secret")))
                    .build())
        .withMessageContaining("there is no client-certificate to show");
  }
}
