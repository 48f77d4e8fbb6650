package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.MetadataLocation;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata as RFC 8414 has them, without what only OpenID Connect asks for. */
class OAuthMetadataTest {
  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  private Node node(UnaryOperator<OidcConfigBuilder> settings) {
    return Node.over(
        settings.apply(Node.config(provider)).build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  private static OidcConfigBuilder there(OidcConfigBuilder settings) {
    return settings.metadataLocation(MetadataLocation.OAUTH_AUTHORIZATION_SERVER);
  }

  private static Reply bare(Reply document) {
    return document
        .without("subject_types_supported")
        .without("id_token_signing_alg_values_supported")
        .without("userinfo_endpoint");
  }

  @ParameterizedTest(name = "DISC-03, IDT-02: signed by {0}")
  @ValueSource(strings = {"RS256", "ES256"})
  void a_document_of_rfc_8414_needs_nothing_of_openid_connect(String algorithm) {
    provider.idTokenAlgorithm(algorithm);
    provider.always().at(Endpoint.OAUTH_METADATA).change(OAuthMetadataTest::bare);
    try (Node node = node(OAuthMetadataTest::there)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("IDT-02: what it does not say does not widen the settings")
  void an_algorithm_that_the_settings_lack_is_refused_all_the_same() {
    provider.always().at(Endpoint.OAUTH_METADATA).change(OAuthMetadataTest::bare);
    try (Node node = node(settings -> there(settings).idTokenAlgorithms(Set.of("PS256")))) {
      assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.ID_TOKEN_INVALID));
    }
  }

  @Test
  void what_it_says_counts() {
    provider
        .always()
        .at(Endpoint.OAUTH_METADATA)
        .with("id_token_signing_alg_values_supported", List.of("RS256"));
    try (Node node = node(OAuthMetadataTest::there)) {
      assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.ID_TOKEN_INVALID));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"subject_types_supported", "id_token_signing_alg_values_supported"})
  void a_document_of_openid_connect_has_to_be_one(String member) {
    provider.always().onDiscovery(document -> document.without(member));
    try (Node node = node(settings -> settings)) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty()));
    }
  }
}
