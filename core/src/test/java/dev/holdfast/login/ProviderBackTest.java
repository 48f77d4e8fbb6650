package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.MetadataLocation;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An application that starts before its provider, or beside one that is half there. */
class ProviderBackTest {
  private final InstantSource time = InstantSource.system();
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
    return Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time);
  }

  @Test
  @DisplayName("NET-08: nothing is asked at the start, so nothing fails there")
  void an_application_starts_without_its_provider() {
    provider.always().at(Endpoint.DISCOVERY).dropConnection();
    try (Node node = node(Node.config(provider).build())) {
      assertThat(provider.requests()).isEmpty();
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isInstanceOfSatisfying(
              LoginStart.NotNow.class,
              no -> assertThat(no.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE));
    }
  }

  @Test
  void a_login_heals_as_soon_as_the_keys_are_there() {
    provider.always().at(Endpoint.JWKS).status(503);
    try (Node node = node(Node.config(provider).build())) {
      assertThat(node.outcome()).isNotInstanceOf(LoginOutcome.LoggedIn.class);
      provider.behave();
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("DISC-03: a login by the metadata of RFC 8414")
  void the_metadata_may_be_where_oauth_puts_it() {
    OidcConfig config =
        Node.config(provider).metadataLocation(MetadataLocation.OAUTH_AUTHORIZATION_SERVER).build();
    try (Node node = node(config)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    assertThat(provider.requests(Endpoint.DISCOVERY)).isEmpty();
    assertThat(provider.requests(Endpoint.OAUTH_METADATA)).hasSize(1);
  }

  @Test
  void the_place_is_a_setting() {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-secret", "very secret");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", Node.SEAL_KEY);
    values.put("index-key", Node.SEAL_KEY.substring(3));
    values.put("metadata-location", "oauth-authorization-server");
    assertThat(OidcConfig.read(Settings.of(values)).orElseThrow().metadataLocation())
        .isEqualTo(MetadataLocation.OAUTH_AUTHORIZATION_SERVER);
    assertThat(List.of(MetadataLocation.values())).hasSize(2);
  }
}
