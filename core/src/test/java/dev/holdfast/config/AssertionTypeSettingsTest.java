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

/** {@code assertion-type}: where it is of use. */
class AssertionTypeSettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Settings settings(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return Settings.of(values);
  }

  private static List<String> problems(String... more) {
    Settings settings = settings(more);
    try {
      OidcConfig.read(settings);
      settings.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static String key(String kid) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(kid).generate().toJSONString();
  }

  @Test
  @DisplayName("CA-03: a client of its own may have a type of its own")
  void each_client_says_it_for_itself() throws JOSEException {
    OidcConfig config =
        OidcConfig.read(
                settings(
                    "client-key", key("c1"),
                    "clients", "jobs",
                    "client.jobs.client-id", "jobs",
                    "client.jobs.client-key", key("c2"),
                    "client.jobs.assertion-type", "none"))
            .orElseThrow();
    assertThat(type(config.clientAuthentication())).isEqualTo(AssertionType.CLIENT_AUTHENTICATION);
    assertThat(type(config.clients().get(0).clientAuthentication())).isEqualTo(AssertionType.NONE);
  }

  private static AssertionType type(ClientAuthentication proof) {
    return ((ClientAuthentication.PrivateKeyJwt) proof).type();
  }

  @Test
  void it_is_of_use_with_assertions_only() throws JOSEException {
    assertThat(problems("client-secret", "not-a-secret", "assertion-type", "none"))
        .containsExactly("assertion-type is for client-authentication=…_jwt only; remove it");
    assertThat(problems("client-key", key("c1"), "assertion-type", "JWT"))
        .singleElement()
        .asString()
        .startsWith("assertion-type is none of");
  }
}
