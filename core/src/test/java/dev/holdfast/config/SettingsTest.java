package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Map<String, String> complete() {
    return new HashMap<>(
        Map.of(
            "issuer", "https://id.example",
            "client-id", "shop",
            "client-secret", "very secret",
            "redirect-uri", "https://shop.example/auth/callback",
            "seal-keys", "k1:" + KEY,
            "index-key", KEY));
  }

  private static List<String> problems(Map<String, String> values) {
    Settings settings = Settings.of(values);
    OidcConfig.read(settings);
    try {
      settings.finish();
    } catch (ConfigurationException e) {
      return e.problems();
    }
    return List.of();
  }

  @Test
  void the_least_that_must_be_said_is_enough() {
    Settings settings = Settings.of(complete());
    OidcConfig config = OidcConfig.read(settings).orElseThrow();
    settings.finish();
    assertThat(config.clientAuthentication()).isInstanceOf(ClientAuthentication.SecretBasic.class);
    assertThat(config.dpop()).isEqualTo(DpopPolicy.REQUIRED);
    assertThat(config.times()).isEqualTo(OidcConfig.Times.DEFAULT);
    assertThat(config.toString()).doesNotContain("very secret").doesNotContain(KEY);
  }

  @Test
  @DisplayName("SRV-22: every problem at once, each with its setting's name")
  void every_problem_is_told_in_one_message() {
    assertThat(problems(Map.of()))
        .extracting(problem -> problem.split(" ", 2)[0])
        .containsExactlyInAnyOrder(
            "issuer",
            "client-id",
            "client-authentication",
            "redirect-uri",
            "seal-keys",
            "index-key");
    assertThat(problems(Map.of()))
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("seal-keys").contains("openssl rand -base64 32"));
  }

  @Test
  void a_misspelled_name_is_an_error_with_a_suggestion() {
    Map<String, String> values = complete();
    values.put("idle-timout", "10m");
    assertThat(problems(values))
        .containsExactly("idle-timout is unknown; did you mean idle-timeout?");
  }

  @Test
  void wrong_values_are_told_apart_and_secrets_are_not_repeated() {
    Map<String, String> values = complete();
    values.put("issuer", "http://id.example");
    values.put("idle-timeout", "soon");
    values.put("dpop", "maybe");
    values.put("seal-keys", "changeme");
    values.put("scope", "profile");
    values.put("dpop-key", "per-session:HS256");
    values.put("client-key", "{\"kty\":\"EC\"}");
    assertThat(problems(values))
        .extracting(problem -> problem.split(" ", 2)[0])
        .containsExactlyInAnyOrder(
            "issuer", "idle-timeout", "dpop", "seal-keys", "scope", "dpop-key", "client-key");
    assertThat(String.join("\n", problems(values))).doesNotContain("changeme", "very secret");
  }

  @Test
  @DisplayName("CK-03: plain http on this machine only, and only if asked for")
  void plain_http_needs_a_switch_and_a_loopback_host() {
    Map<String, String> values = complete();
    values.put("redirect-uri", "http://localhost:8080/auth/callback");
    assertThat(problems(values)).singleElement().asString().startsWith("redirect-uri");
    values.put("allow-http-loopback", "true");
    for (String host : List.of("localhost", "LOCALHOST", "127.0.0.1", "127.8.0.9", "[::1]")) {
      values.put("redirect-uri", "http://" + host + ":8080/auth/callback");
      assertThat(problems(values)).as(host).isEmpty();
    }
    for (String host : List.of("128.0.0.1", "127.0.0.1.example", "localhost.example", "[::2]")) {
      values.put("redirect-uri", "http://" + host + ":8080/auth/callback");
      assertThat(problems(values)).as(host).isNotEmpty();
    }
    values.put("redirect-uri", "https://shop.example/auth/callback");
    assertThat(problems(values)).singleElement().asString().startsWith("allow-http-loopback");
  }

  @Test
  void a_refused_algorithm_is_answered_with_all_that_are_accepted() {
    Map<String, String> values = complete();
    values.put("id-token-algorithms", "HS256");
    String problem = String.join("", problems(values));
    for (String accepted : List.of("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")) {
      assertThat(problem).contains(accepted);
      values.put("id-token-algorithms", accepted);
      assertThat(problems(values)).as(accepted).isEmpty();
    }
  }

  @Test
  void references_to_environment_and_files_are_resolved(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "from a file\n");
    References references = References.over(Map.of("KEYS", "k1:" + KEY, "INDEX", KEY)::get);
    Map<String, String> values = complete();
    values.put("client-secret", "${file:" + secret + "}");
    values.put("seal-keys", "${env:KEYS}");
    values.put("index-key", "${env:INDEX}");
    Settings settings = Settings.of(values, references);
    OidcConfig config = OidcConfig.read(settings).orElseThrow();
    assertThat(((ClientAuthentication.SecretBasic) config.clientAuthentication()).secret().reveal())
        .isEqualTo("from a file");
  }

  @Test
  void a_reference_to_nothing_is_a_problem() {
    Map<String, String> values = complete();
    values.put("client-secret", "${env:HOLDFAST_NOBODY_SET_THIS}");
    assertThat(problems(values))
        .contains("client-secret refers to ${env:HOLDFAST_NOBODY_SET_THIS}, which is not set");
  }

  @Test
  void times_are_whole_numbers_with_a_unit() {
    Settings settings = Settings.of(Map.of("a", "250ms", "b", "8h", "c", "1.5h"));
    assertThat(settings.duration("a", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.duration("b", Duration.ZERO)).isEqualTo(Duration.ofHours(8));
    assertThat(settings.duration("c", Duration.ZERO)).isEqualTo(Duration.ZERO);
    assertThatThrownBy(settings::finish)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("c is no time");
  }

  @Test
  void times_that_contradict_each_other_are_refused() {
    Map<String, String> values = complete();
    values.put("idle-timeout", "9h");
    assertThat(problems(values)).singleElement().asString().startsWith("idle-timeout is longer");
  }

  @Test
  void a_place_shared_with_strangers_fills_gaps_and_its_unknown_names_are_no_mistake() {
    Settings settings =
        Settings.of(Map.of("client-id", "mine"))
            .orElse(Map.of("client-id", "theirs", "issuer", "https://id.example", "port", "1"));

    assertThat(settings.text("client-id")).contains("mine");
    assertThat(settings.text("issuer")).contains("https://id.example");
    assertThatCode(settings::finish).doesNotThrowAnyException();
  }
}
