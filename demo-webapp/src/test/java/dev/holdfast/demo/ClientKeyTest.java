package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.demo.provider.EmbeddedProvider;
import dev.holdfast.demo.provider.ProviderClient;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import dev.holdfast.demo.provider.ProviderSettings;
import dev.holdfast.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spring's authorization server knows the application by what its key signs. */
class ClientKeyTest {

  static Stream<JWK> keys() throws JOSEException {
    return Stream.of(
        new ECKeyGenerator(Curve.P_256).keyID("ec").generate(),
        new RSAKeyGenerator(2048).keyID("rsa").generate());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("keys")
  @DisplayName("CA-02: login, renewal and revocation, each with an assertion")
  void an_application_with_a_key_needs_no_secret(JWK key) throws IOException {
    try (EmbeddedProvider provider = providerThatKnows(key);
        GuestApplication application =
            new GuestApplication(
                provider.issuer(), Map.of("client-id", "bank", "client-key", key.toString()))) {
      Visitor visitor = new Visitor(application.origin());
      assertThat(visitor.logIn("alice", "/hello").body()).isEqualTo("alice");
      assertThat(visitor.browser().get("/renewed").body()).isEqualTo("alice");
      visitor.logOut(application.origin());

      assertThat(provider.requests().refreshes()).isNotEmpty();
      assertThat(byAssertion(provider, "/oauth2/par")).contains(201);
      assertThat(byAssertion(provider, "/oauth2/token")).contains(200);
      Eventually.holds(
          "the tokens are revoked",
          () -> byAssertion(provider, "/oauth2/revoke").anyMatch(status -> status == 200));
    }
  }

  private static EmbeddedProvider providerThatKnows(JWK key) {
    return EmbeddedProvider.start(
        ProviderSettings.builder()
            .client(
                new ProviderClient(
                    "bank",
                    new Credential.Keys(new JWKSet(key)),
                    Set.of(URI.create("http://127.0.0.1/auth/callback")),
                    Set.of()))
            .build());
  }

  /** The answers' statuses. */
  private static Stream<Integer> byAssertion(EmbeddedProvider provider, String path) {
    return provider.requests().to(path).stream()
        .filter(request -> request.form().clientAssertionId().isPresent())
        .map(request -> request.answer().status());
  }
}
