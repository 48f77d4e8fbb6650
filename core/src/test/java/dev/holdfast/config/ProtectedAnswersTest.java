package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code decryption-key} and what it is for. */
class ProtectedAnswersTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final String key = json(keys());

  private static JWKGenerator<ECKey> keys() {
    return new ECKeyGenerator(Curve.P_256).keyID("e1");
  }

  private static String json(JWKGenerator<ECKey> generator) {
    try {
      return generator.generate().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-secret", "very secret");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    values.putAll(more);
    return values;
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

  @Test
  void what_is_agreed_can_be_said_in_settings() {
    ProtectedAnswers answers =
        OidcConfig.read(
                Settings.of(
                    settings(
                        Map.of(
                            "userinfo", "true",
                            "decryption-key", key,
                            "id-token-encryption", "required",
                            "userinfo-response", "encrypted"))))
            .orElseThrow()
            .answers();
    assertThat(answers.decryptionKeys()).hasSize(1);
    assertThat(answers.idToken()).isEqualTo(ProtectedAnswers.IdTokens.REQUIRED);
    assertThat(answers.userinfo()).isEqualTo(ProtectedAnswers.UserinfoAnswers.ENCRYPTED);
    assertThat(answers.toString()).doesNotContain("\"d\"");
  }

  @Test
  void a_key_without_a_use_and_a_use_without_a_key_are_mistakes() {
    assertThat(problems(Map.of("decryption-key", key)))
        .containsExactly(
            "decryption-key is of no use without id-token-encryption or"
                + " userinfo-response=encrypted");
    assertThat(problems(Map.of("id-token-encryption", "accepted")))
        .containsExactly("decryption-key is missing; something is to come encrypted");
    assertThat(problems(Map.of("userinfo-response", "signed")))
        .containsExactly("userinfo-response is of no use without userinfo=true");
  }

  @Test
  void a_key_has_one_task() {
    Map<String, String> both = new HashMap<>(settings(Map.of()));
    both.put("client-secret", "");
    both.put("client-key", key);
    both.put("decryption-key", key);
    both.put("id-token-encryption", "required");
    assertThat(problems(both))
        .containsExactly("decryption-key is a client-key too; a key has one task");
    assertThat(
            problems(
                Map.of(
                    "decryption-key",
                    json(keys().keyUse(KeyUse.SIGNATURE)),
                    "id-token-encryption",
                    "required")))
        .contains("decryption-key has a key whose use is not enc");
  }
}
