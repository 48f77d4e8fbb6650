package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a provider is told of a client. */
class ClientMetadataTest {
  private final FakeProvider provider = FakeProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  private OidcConfigBuilder signing(Profile profile) throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    return Node.config(provider)
        .profile(profile)
        .authenticateWith(
            new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key.toJSONString())));
  }

  @Test
  @DisplayName("DPB-07: the provider is asked to refuse unbound requests itself")
  void tokens_are_to_be_bound() throws JOSEException {
    OidcConfig bound = Node.config(provider).build();
    ClientRegistration registration =
        new ClientRegistration(
            provider.uri(Endpoint.REGISTER),
            JdkTransport.within(TransportLimits.standard().allowingHttpOnLoopback()));
    ProviderReply<RegisteredClient> reply = registration.register(ClientMetadata.of(bound));
    assertThat(reply).isInstanceOf(ProviderReply.Granted.class);
    assertThat(provider.requests(Endpoint.REGISTER).get(0).call().body())
        .contains("\"dpop_bound_access_tokens\":true");
    assertThat(ClientMetadata.of(Node.config(provider).dpop(DpopPolicy.OFF).build()))
        .containsEntry("dpop_bound_access_tokens", false);
  }

  @Test
  @DisplayName("CB-14: nothing asks for encrypted answers to a login, in any profile")
  void answers_are_not_to_be_encrypted() throws JOSEException {
    for (Profile profile : Profile.values()) {
      Map<String, Object> metadata = ClientMetadata.of(signing(profile).build());
      assertThat(metadata.keySet())
          .as(profile.name())
          .isNotEmpty()
          .noneMatch(name -> name.startsWith("authorization_encrypted_response"));
    }
  }

  @Test
  void it_says_what_the_configuration_says_and_no_secret() throws JOSEException {
    Map<String, Object> metadata =
        ClientMetadata.of(signing(Profile.FAPI2_MESSAGE_SIGNING).build());
    assertThat(metadata)
        .containsEntry("redirect_uris", List.of("http://127.0.0.1:9/auth/callback"))
        .containsEntry("response_types", List.of("code"))
        .containsEntry("grant_types", List.of("authorization_code", "refresh_token"))
        .containsEntry("scope", "openid offline_access")
        .containsEntry("token_endpoint_auth_method", "private_key_jwt")
        .containsEntry("token_endpoint_auth_signing_alg", "ES256")
        .containsEntry("require_pushed_authorization_requests", true)
        .containsEntry("require_signed_request_object", true)
        .containsEntry("request_object_signing_alg", "ES256")
        .containsEntry("tls_client_certificate_bound_access_tokens", false);
    assertThat(String.valueOf(metadata.get("jwks"))).contains("kid=c1").doesNotContain(" d=");
    assertThat(ClientMetadata.of(Node.config(provider).client("jobs").build()))
        .containsEntry(
            "grant_types", List.of("authorization_code", "refresh_token", "client_credentials"))
        .doesNotContainKey("jwks")
        .doesNotContainValue("shop-secret");
  }
}
