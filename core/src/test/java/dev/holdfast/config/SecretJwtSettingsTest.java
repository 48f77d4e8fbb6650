package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code client-authentication=client_secret_jwt}, for the login and for named clients. */
class SecretJwtSettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-secret", "s".repeat(48));
    values.put("client-authentication", "client_secret_jwt");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    values.putAll(more);
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

  private static MacAlgorithm algorithm(ClientAuthentication proof) {
    return ((ClientAuthentication.SecretJwt) proof).algorithm();
  }

  @Test
  void the_shortest_hash_unless_another_is_named() {
    assertThat(algorithm(read(Map.of()).clientAuthentication())).isEqualTo(MacAlgorithm.HS256);
    assertThat(
            algorithm(read(Map.of("client-assertion-algorithm", "HS384")).clientAuthentication()))
        .isEqualTo(MacAlgorithm.HS384);
  }

  @Test
  void a_named_client_has_its_own() {
    Map<String, String> jobs =
        Map.of(
            "clients", "jobs",
            "client.jobs.client-id", "jobs",
            "client.jobs.client-secret", "t".repeat(64),
            "client.jobs.client-authentication", "client_secret_jwt",
            "client.jobs.client-assertion-algorithm", "HS512");
    assertThat(algorithm(read(jobs).clients().get(0).clientAuthentication()))
        .isEqualTo(MacAlgorithm.HS512);
  }

  @Test
  void a_secret_that_is_too_short_stops_the_start() {
    assertThat(problems(Map.of("client-assertion-algorithm", "HS512")))
        .contains("client-secret is shorter than the 64 octets that HS512 needs");
    assertThat(problems(Map.of("client-secret", "short")))
        .contains("client-secret is shorter than the 32 octets that HS256 needs")
        .noneMatch(problem -> problem.contains("short\""));
  }

  @Test
  void an_algorithm_that_nobody_asks_for_or_knows_is_a_mistake() {
    assertThat(problems(Map.of("client-assertion-algorithm", "HS1")))
        .contains("client-assertion-algorithm is none of HS256, HS384, HS512");
    assertThat(
            problems(
                Map.of(
                    "client-authentication", "client_secret_basic",
                    "client-assertion-algorithm", "HS256")))
        .containsExactly(
            "client-assertion-algorithm is for client-authentication=client_secret_jwt only;"
                + " remove it");
  }
}
