package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login under {@code profile=fapi2}, in each algorithm that the profile knows (§5.4.1). */
class FapiLoginTest {
  private static JWK key(String algorithm) throws JOSEException {
    return switch (algorithm) {
      case "PS256" -> new RSAKeyGenerator(2048).keyID("c1").generate();
      case "ES256" -> new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
      default -> new OctetKeyPairGenerator(Curve.Ed25519).keyID("c1").generate();
    };
  }

  /** Where each party signs in the same way: client, session and provider. */
  private static Shop shop(JWK key, DpopAlgorithm proofs, String idTokens) {
    Shop shop =
        Shop.open(
            Shop.Kind.MEMORY,
            client ->
                client
                    .profile(Profile.FAPI2)
                    .scopes(List.of("openid", "offline_access"))
                    .dpopKey(new DpopKeyChoice.PerSession(proofs))
                    .idTokenAlgorithms(Set.of(idTokens))
                    .authenticateWith(
                        new ClientAuthentication.PrivateKeyJwt(
                            PrivateJwk.parse(key.toJSONString()))));
    shop.provider.client(FakeClient.withKey("shop", key)).idTokenAlgorithm(idTokens);
    return shop;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"PS256, PS256, PS256", "ES256, ES256, ES256", "Ed25519, EDDSA, EdDSA"})
  @DisplayName("AREQ-05, AREQ-06, AREQ-08, CA-02, IDT-02: a login as FAPI 2.0 wants it")
  void a_login_as_the_profile_wants_it(String kind, DpopAlgorithm proofs, String signs)
      throws Exception {
    try (Shop shop = shop(key(kind), proofs, signs)) {
      Page start = shop.browser().navigate("/whoami");
      assertThat(start.location().orElseThrow().getQuery().split("&", -1))
          .hasSize(2)
          .anyMatch(pair -> pair.equals("client_id=shop"))
          .anyMatch(pair -> pair.startsWith("request_uri="));
      Browser browser = shop.loggedIn();
      assertThat(browser.get("/token").status()).isEqualTo(200);
      assertThat(browser.get("/revoke").status()).isEqualTo(200);
      for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN, Endpoint.REVOKE)) {
        List<RecordedCall> calls = shop.provider.requests(endpoint);
        assertThat(calls).as(endpoint.name()).isNotEmpty();
        for (RecordedCall call : calls) {
          assertAssertion(call, signs, shop.provider.issuer());
        }
      }
      for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN)) {
        assertThat(shop.provider.requests(endpoint))
            .allSatisfy(call -> assertThat(algorithm(call.call().all("DPoP"))).isEqualTo(signs));
      }
    }
  }

  private static void assertAssertion(RecordedCall call, String signs, String issuer)
      throws Exception {
    SignedJWT assertion = SignedJWT.parse(call.form().get("client_assertion"));
    assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo(signs);
    assertThat(assertion.getPayload().toJSONObject())
        .as("%s: a string, not an array", call.endpoint())
        .containsEntry("aud", issuer);
  }

  private static String algorithm(List<String> proof) {
    assertThat(proof).hasSize(1);
    try {
      return SignedJWT.parse(proof.get(0)).getHeader().getAlgorithm().getName();
    } catch (java.text.ParseException e) {
      throw new AssertionError("no proof: " + proof, e);
    }
  }

  private static List<String> problems(JWK key) {
    Map<String, String> values = new HashMap<>();
    values.put("profile", "fapi2");
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-key", key.toJSONString());
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + Shop.KEY);
    values.put("index-key", Shop.KEY);
    Settings settings = Settings.of(values);
    OidcConfig.read(settings);
    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, settings::finish);
    return thrown == null ? List.of() : thrown.problems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PS256", "RS256", "PS384"})
  @DisplayName("FAPI2-SP §5.4.1: an RSA key signs with PS256, and says nothing else")
  void an_rsa_key_for_another_algorithm_is_refused(String algorithm) throws Exception {
    List<String> found =
        problems(
            new RSAKeyGenerator(2048)
                .algorithm(JWSAlgorithm.parse(algorithm))
                .keyID("c1")
                .generate());
    if (algorithm.equals("PS256")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .singleElement()
          .asString()
          .startsWith("client-key signs by another algorithm than PS256");
    }
  }
}
