package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may stand in {@code client-key}. */
class ClientKeysTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final JWK ONE = ec("one");
  private static final JWK TWO = ec("two");

  private static JWK ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> settings(String key, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-key", key);
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    return values;
  }

  private static List<String> names(String key) {
    OidcConfig config = OidcConfig.read(Settings.of(settings(key, Map.of()))).orElseThrow();
    ClientAuthentication.PrivateKeyJwt proof =
        (ClientAuthentication.PrivateKeyJwt) config.clientAuthentication();
    return proof.signingKeys().stream().map(each -> each.reveal().getKeyID()).toList();
  }

  private static List<String> problems(String key, Map<String, String> more) {
    Settings settings = Settings.of(settings(key, more));
    try {
      OidcConfig.read(settings);
      settings.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static List<String> problems(String key) {
    return problems(key, Map.of());
  }

  @Test
  void one_key_several_in_brackets_or_a_set() {
    assertThat(names(ONE.toJSONString())).containsExactly("one");
    assertThat(names("[" + TWO.toJSONString() + ", " + ONE.toJSONString() + "]"))
        .containsExactly("two", "one");
    assertThat(names(new JWKSet(List.of(ONE, TWO)).toString(false))).containsExactly("one", "two");
  }

  @Test
  void several_keys_need_names_to_be_told_apart() {
    assertThat(problems("[" + ONE.toJSONString() + "," + ONE.toJSONString() + "]"))
        .contains("client-key lists several keys, but not each has a kid of its own");
    assertThat(problems("[]")).contains("client-key lists no key");
  }

  @Test
  void a_key_that_cannot_or_must_not_sign_is_refused_at_the_start() throws JOSEException {
    JWK sealing = new ECKeyGenerator(Curve.P_256).keyID("e").keyUse(KeyUse.ENCRYPTION).generate();
    JWK odd = new ECKeyGenerator(Curve.P_521).keyID("p").generate();
    JWK weak = new RSAKeyGenerator(1024, true).keyID("r").generate();
    assertThat(problems(sealing.toJSONString()))
        .contains("client-key has a key whose use is not sig");
    assertThat(problems(odd.toJSONString())).contains("client-key has a key on curve P-521");
    assertThat(problems(weak.toJSONString()))
        .contains("client-key has an RSA key of less than 2048 bits");
    assertThat(problems(ONE.toPublicJWK().toJSONString()))
        .contains("client-key not the private key of an asymmetric pair");
  }

  @Test
  @DisplayName("CA-06: never the DPoP key")
  void a_key_has_one_task() {
    assertThat(problems(ONE.toJSONString(), Map.of("dpop-key", "jwk:" + ONE.toJSONString())))
        .containsExactly("dpop-key is the client-key too; a key has one task");
    assertThat(problems(ONE.toJSONString(), Map.of("dpop-key", "jwk:" + TWO.toJSONString())))
        .isEmpty();
  }

  @Test
  void a_name_stands_for_one_key_in_the_whole_application() {
    assertThat(
            problems(
                ONE.toJSONString(),
                Map.of("clients", "jobs", "client.jobs.client-key", ec("one").toJSONString())))
        .containsExactly("client.jobs.client-key has a key with the kid of another one");
  }

  @Test
  void nothing_of_a_key_is_repeated() {
    String text = ONE.toJSONString().replace("\"kty\":\"EC\"", "\"kty\":\"XX\"");
    assertThat(problems("[" + text).toString()).doesNotContain(ONE.toECKey().getD().toString());
    OidcConfig config =
        OidcConfig.read(Settings.of(settings("[" + ONE.toJSONString() + "]", Map.of())))
            .orElseThrow();
    assertThat(config.toString()).doesNotContain(ONE.toECKey().getD().toString());
    assertThat(config.publicKeys().orElseThrow())
        .doesNotContain(ONE.toECKey().getD().toString())
        .contains(ONE.toECKey().getX().toString());
  }
}
