package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The request is signed by the client, so that nobody on the way can change it (RFC 9101). */
class SignedRequestTest {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);

  @AfterEach
  void close() {
    provider.close();
  }

  private static JWK key(String kind) {
    try {
      return switch (kind) {
        case "ES256" -> new ECKeyGenerator(Curve.P_256).keyID("c-1").generate();
        default -> new RSAKeyGenerator(2048).keyID("c-1").generate();
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Node node(JWK key) {
    provider.client(FakeClient.withKey("shop", key));
    return Node.over(
        Node.config(provider)
            .authenticateWith(
                new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key.toJSONString())))
            .logins(logins -> logins.signRequests())
            .build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  private List<SignedJWT> pushed() {
    return provider.requests(Endpoint.PAR).stream()
        .map(call -> parse(call.form().getOrDefault("request", "")))
        .toList();
  }

  private static SignedJWT parse(String text) {
    try {
      return SignedJWT.parse(text);
    } catch (ParseException e) {
      throw new AssertionError("no request object: " + text, e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "PS256"})
  @DisplayName("AREQ-13, AREQ-14: all parameters in it, signed with the client's key")
  void a_pushed_request_is_signed(String algorithm) throws Exception {
    try (Node node = node(key(algorithm))) {
      LoginRequest wanted =
          LoginRequest.to(ReturnPath.ROOT)
              .maxAge(Duration.ofMinutes(5))
              .loginHint("bob@shop.example");
      assertThat(node.finish(node.callback(node.start(wanted))))
          .isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    assertThat(provider.requests(Endpoint.PAR).get(0).form())
        .containsOnlyKeys("request", "client_id", "client_assertion", "client_assertion_type");
    SignedJWT request = pushed().get(0);
    assertThat(request.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
    assertThat(request.getHeader().getKeyID()).isEqualTo("c-1");
    Map<String, Object> says = request.getJWTClaimsSet().toJSONObject();
    assertThat(says)
        .containsEntry("iss", "shop")
        .containsEntry("client_id", "shop")
        .containsEntry("aud", provider.issuer())
        .containsEntry("response_type", "code")
        .containsEntry("redirect_uri", "http://127.0.0.1:9/auth/callback")
        .containsEntry("scope", "openid offline_access")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("max_age", 300L)
        .containsEntry("login_hint", "bob@shop.example")
        .containsKeys("state", "nonce", "code_challenge", "dpop_jkt", "jti")
        .doesNotContainKeys("request", "request_uri", "sub", "client_assertion");
    assert300Seconds(says);
  }

  @Test
  @DisplayName(
      "RFC 9101 §4, RFC 9396 §4: JSON stands in it as JSON, and several values as an array")
  void what_is_json_is_signed_as_json() throws Exception {
    LoginRequest wanted =
        LoginRequest.to(ReturnPath.ROOT)
            .claims(Claims.parse("{\"userinfo\":{\"email\":null}}"))
            .authorizationDetails(AuthorizationDetails.parse("[{\"type\":\"payment\"}]"))
            .resources(URI.create("https://a.example/"), URI.create("https://b.example/"));
    try (Node node = node(key("ES256"))) {
      node.start(wanted);
    }
    Map<String, Object> says = pushed().get(0).getJWTClaimsSet().toJSONObject();
    assertThat(says.get("claims")).isInstanceOf(Map.class);
    assertThat(says.get("authorization_details")).isEqualTo(List.of(Map.of("type", "payment")));
    assertThat(says.get("resource")).isEqualTo(List.of("https://a.example/", "https://b.example/"));
  }

  @Test
  @DisplayName("AREQ-15, RFC 9101 §10.8: made anew when the provider asks for a nonce")
  void a_repeated_request_is_signed_anew() throws Exception {
    provider.nonces(NonceMode.ROTATING);
    try (Node node = node(key("ES256"))) {
      node.login();
    }
    List<SignedJWT> both = pushed();
    assertThat(both).hasSize(2);
    assertThat(both.get(0).getJWTClaimsSet().getJWTID())
        .isNotEqualTo(both.get(1).getJWTClaimsSet().getJWTID());
    assertThat(both.get(0).getJWTClaimsSet().getClaim("state"))
        .isEqualTo(both.get(1).getJWTClaimsSet().getClaim("state"));
  }

  @Test
  @DisplayName("AREQ-13: without PAR it stands in the address, and nothing of the login beside it")
  void a_request_that_cannot_be_pushed_is_signed_too() throws Exception {
    provider.always().onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    try (Node node = node(key("ES256"))) {
      LoginStart.Redirect start =
          node.start(LoginRequest.to(ReturnPath.ROOT).loginHint("bob@shop.example"));
      assertThat(names(start.location()))
          .containsExactlyInAnyOrder("client_id", "response_type", "scope", "request");
      assertThat(start.location().getRawQuery()).doesNotContain("shop.example");
      assertThat(node.finish(node.callback(start))).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  private static void assert300Seconds(Map<String, Object> says) {
    long begins = ((Number) says.getOrDefault("nbf", 0L)).longValue();
    assertThat(says).containsEntry("exp", begins + 300);
  }

  private static List<String> names(URI address) {
    return Arrays.stream(address.getRawQuery().split("&", -1))
        .map(pair -> pair.split("=", 2)[0])
        .toList();
  }

  @Test
  @DisplayName("DISC-12: a provider that says it cannot check it, or cannot do without")
  void a_provider_that_does_not_fit_is_unsuitable() {
    LoginStart unsuitable = new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty());
    provider
        .next()
        .onDiscovery(
            reply -> reply.with("request_object_signing_alg_values_supported", List.of("RS256")));
    try (Node node = node(key("ES256"))) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT))).isEqualTo(unsuitable);
    }
    provider.next().onDiscovery(reply -> reply.with("require_signed_request_object", true));
    try (Node node =
        Node.over(
            Node.config(provider).build(),
            new MapSessionStore(time),
            new MapCoordinationStore(time),
            time)) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT))).isEqualTo(unsuitable);
    }
  }

  @Test
  void without_a_key_there_is_nothing_to_sign_with() {
    assertThatThrownBy(() -> Node.config(provider).logins(logins -> logins.signRequests()).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("request-object is signed, but there is no client-key");
  }
}
