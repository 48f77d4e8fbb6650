package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code dpop-key-renewal} and {@code assertion-audience}: where they are of use. */
class KeyRenewalSettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-secret", "s".repeat(32));
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    values.putAll(more);
    values.values().removeIf(String::isEmpty);
    return values;
  }

  private static OidcConfig read(Map<String, String> more) {
    return OidcConfig.read(Settings.of(settings(more))).orElseThrow();
  }

  private static List<String> problems(Map<String, String> more) {
    Settings settings = Settings.of(settings(more));
    try {
      OidcConfig.read(settings);
      settings.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static String signing() throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID("c1").generate().toJSONString();
  }

  @Test
  @DisplayName("DPK-06: a session keeps its key unless the setting says otherwise")
  void a_key_is_renewed_on_demand_only() {
    assertThat(read(Map.of()).dpopKey().isRenewedAtRefresh()).isFalse();
    OidcConfig renewing =
        read(Map.of("dpop-key-renewal", "refresh", "dpop-key", "per-session:PS256"));
    assertThat(renewing.dpopKey())
        .isEqualTo(new DpopKeyChoice.PerSession(DpopAlgorithm.PS256, KeyRenewal.REFRESH));
  }

  @Test
  @DisplayName("DPK-06: not for public clients, nor for a key that was given")
  void a_key_that_must_stay_stops_the_start() throws JOSEException {
    assertThat(
            problems(
                Map.of(
                    "dpop-key-renewal", "refresh",
                    "client-secret", "",
                    "client-authentication", "none")))
        .singleElement()
        .asString()
        .startsWith("dpop-key-renewal is refresh, but the refresh tokens of a public client");
    assertThat(problems(Map.of("dpop-key-renewal", "refresh", "dpop-key", "jwk:" + signing())))
        .containsExactly("dpop-key-renewal is refresh, but dpop-key is one key for all sessions");
    assertThat(problems(Map.of("dpop-key-renewal", "refresh", "dpop", "off")))
        .containsExactly("dpop-key-renewal is of no use with dpop=off");
    assertThat(problems(Map.of("dpop-key-renewal", "daily"))).hasSize(1);
  }

  @Test
  @DisplayName("CA-04: the issuer, unless the setting says otherwise")
  void assertions_are_for_the_issuer() throws JOSEException {
    Map<String, String> key = Map.of("client-secret", "", "client-key", signing());
    assertThat(read(key).clientAuthentication().assertionAudience())
        .hasValue(AssertionAudience.ISSUER);
    Map<String, String> endpoint = new HashMap<>(key);
    endpoint.put("assertion-audience", "endpoint");
    assertThat(read(endpoint).clientAuthentication().assertionAudience())
        .hasValue(AssertionAudience.ENDPOINT);
    assertThat(problems(Map.of("assertion-audience", "endpoint")))
        .containsExactly("assertion-audience is for client-authentication=…_jwt only; remove it");
  }

  @Test
  @DisplayName("CA-04: no FAPI profile allows it, for no client")
  void a_fapi_profile_refuses_endpoints() throws JOSEException {
    for (String profile : List.of("fapi2", "fapi2-message-signing")) {
      assertThat(
              problems(
                  Map.of(
                      "profile", profile,
                      "client-secret", "",
                      "client-key", signing(),
                      "assertion-audience", "endpoint",
                      "clients", "jobs",
                      "client.jobs.client-id", "jobs",
                      "client.jobs.client-key", signing().replace("\"c1\"", "\"c2\""),
                      "client.jobs.assertion-audience", "endpoint")))
          .containsExactly(
              "assertion-audience is endpoint; the profile does not allow that",
              "client.jobs.assertion-audience is endpoint; the profile does not allow that");
    }
  }

  @Test
  @DisplayName("DISC-05: endpoints come from the metadata, and no setting says otherwise")
  void an_endpoint_cannot_be_set() {
    for (String endpoint :
        List.of(
            "token-endpoint",
            "token_endpoint",
            "authorization-endpoint",
            "jwks-uri",
            "revocation-endpoint",
            "pushed-authorization-request-endpoint")) {
      for (String profile : List.of("default", "fapi2", "fapi2-message-signing")) {
        assertThat(problems(Map.of("profile", profile, endpoint, "https://id.example/x")))
            .as(endpoint)
            .anySatisfy(problem -> assertThat(problem).startsWith(endpoint + " "));
      }
    }
  }
}
