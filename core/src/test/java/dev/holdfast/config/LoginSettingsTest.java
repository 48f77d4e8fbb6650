package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider, which flow and which client the settings accept. */
class LoginSettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Map<String, String> values =
      new HashMap<>(
          Map.of(
              "issuer", "https://id.example",
              "client-id", "shop",
              "client-secret", "very secret",
              "redirect-uri", "https://shop.example/auth/callback",
              "seal-keys", "k1:" + KEY,
              "index-key", KEY));

  private List<String> problems() {
    Settings settings = Settings.of(values);
    OidcConfig.read(settings);
    try {
      settings.finish();
    } catch (ConfigurationException e) {
      return e.problems();
    }
    return List.of();
  }

  @ParameterizedTest(name = "DISC-01: {0}")
  @ValueSource(
      strings = {
        "http://id.example",
        "https://id.example?tenant=1",
        "https://id.example#a",
        "https://me@id.example",
        "id.example",
        "//id.example"
      })
  void an_issuer_is_an_https_address_and_nothing_more(String issuer) {
    values.put("issuer", issuer);
    assertThat(problems()).singleElement().asString().startsWith("issuer ");
  }

  @ParameterizedTest(name = "AREQ-03: {0}")
  @ValueSource(strings = {"http://shop.example/auth/callback", "/auth/callback", "shop.example"})
  void a_redirect_uri_is_an_absolute_https_address(String uri) {
    values.put("redirect-uri", uri);
    assertThat(problems()).singleElement().asString().startsWith("redirect-uri ");
  }

  @ParameterizedTest(name = "AREQ-01: {0}")
  @ValueSource(strings = {"response-type", "grant-type", "code-challenge-method"})
  void no_setting_chooses_another_flow(String name) {
    values.put(name, "token");
    assertThat(problems()).singleElement().asString().startsWith(name + " is unknown");
  }

  @Test
  @DisplayName("CA-10: none is an answer that has to be given")
  void a_client_without_a_credential_starts_only_if_it_says_so() {
    values.remove("client-secret");
    assertThat(problems()).singleElement().asString().startsWith("client-authentication ");
    values.put("client-authentication", "none");
    assertThat(problems()).isEmpty();
    assertThat(OidcConfig.read(Settings.of(values)).orElseThrow().clientAuthentication())
        .isInstanceOf(ClientAuthentication.None.class);
  }
}
