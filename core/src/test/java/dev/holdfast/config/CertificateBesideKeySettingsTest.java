package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import dev.holdfast.testkit.Certificates;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code client-certificate} and {@code client-key} together (CA-09). */
class CertificateBesideKeySettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir private static Path folder;
  private static Path file;
  private static X509Certificate certificate;
  private static String key;

  @BeforeAll
  static void make() throws JOSEException {
    file = new Certificates(folder).selfSigned("shop");
    certificate = Certificates.open(file).chain().get(0);
    key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate().toJSONString();
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    values.put("client-key", key);
    values.put("client-certificate-store", file.toString());
    values.put("client-certificate-password", Certificates.PASSWORD.reveal());
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return values;
  }

  private static OidcConfig read(String... more) {
    return OidcConfig.read(Settings.of(settings(more))).orElseThrow();
  }

  private static List<String> problems(String... more) {
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
  void the_key_proves_the_name_unless_the_setting_says_otherwise() {
    ClientAuthentication proof =
        read("profile", "fapi2", "certificate-bound-tokens", "true", "dpop", "off")
            .clientAuthentication();
    assertThat(proof.method()).isEqualTo("private_key_jwt");
    assertThat(proof.shown().orElseThrow().chain()).containsExactly(certificate);
    assertThat(proof.signingKeys()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls_client_auth", "self_signed_tls_client_auth"})
  void the_key_signs_requests_where_the_certificate_proves_the_name(String method)
      throws Exception {
    OidcConfig config = read("client-authentication", method, "profile", "fapi2-message-signing");
    assertThat(config.clientAuthentication().method()).isEqualTo(method);
    assertThat(config.logins().signedRequests()).isTrue();
    List<JWK> published = JWKSet.parse(config.publicKeys().orElseThrow()).getKeys();
    assertThat(published).noneMatch(JWK::isPrivate).extracting(JWK::getKeyID).contains("c1");
    assertThat(published).hasSize(method.startsWith("self") ? 2 : 1);
  }

  @Test
  @DisplayName("RFC 8705 §2.2.2: a certificate that nobody vouches for is where providers look")
  void a_self_signed_certificate_is_published() throws Exception {
    String published =
        read("client-authentication", "self_signed_tls_client_auth", "request-object", "signed")
            .publicKeys()
            .orElseThrow();
    assertThat(JWKSet.parse(published).getKeys())
        .filteredOn(each -> each.getX509CertChain() != null)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.getX509CertChain())
                  .containsExactly(Base64.encode(certificate.getEncoded()));
              assertThat(each.toECKey().toECPublicKey()).isEqualTo(certificate.getPublicKey());
              assertThat(each.isPrivate()).isFalse();
            });
  }

  @Test
  void a_key_that_would_sign_nothing_is_a_mistake() {
    assertThat(problems("client-authentication", "tls_client_auth"))
        .singleElement()
        .asString()
        .startsWith("client-key is of no use beside a certificate that is the proof");
    assertThat(
            problems(
                "client-authentication", "tls_client_auth",
                "request-object", "signed",
                "clients", "jobs",
                "client.jobs.client-id", "jobs",
                "client.jobs.client-authentication", "tls_client_auth",
                "client.jobs.client-key", key,
                "client.jobs.client-certificate-store", file.toString(),
                "client.jobs.client-certificate-password", Certificates.PASSWORD.reveal()))
        .singleElement()
        .asString()
        .startsWith("client.jobs.client-key is of no use");
    assertThat(problems("client-authentication", "none"))
        .contains(
            "client-key is for client-authentication=private_key_jwt or tls_client_auth only;"
                + " remove it");
  }

  @Test
  void a_named_client_may_have_a_key_of_its_own_and_show_the_same_certificate() throws Exception {
    String other = new ECKeyGenerator(Curve.P_256).keyID("c2").generate().toJSONString();
    assertThat(
            problems(
                "certificate-bound-tokens", "true",
                "dpop", "off",
                "clients", "jobs",
                "client.jobs.client-id", "jobs",
                "client.jobs.client-key", other,
                "client.jobs.client-certificate-store", file.toString(),
                "client.jobs.client-certificate-password", Certificates.PASSWORD.reveal()))
        .isEmpty();
    assertThat(
            problems(
                "certificate-bound-tokens", "true",
                "dpop", "off",
                "clients", "jobs",
                "client.jobs.client-id", "jobs",
                "client.jobs.client-key", other))
        .singleElement()
        .asString()
        .startsWith("client.jobs.client-authentication is not by the login's certificate");
  }

  @Test
  void tokens_are_bound_to_nothing_without_a_certificate() {
    Map<String, String> bare = settings("certificate-bound-tokens", "true", "dpop", "off");
    bare.remove("client-certificate-store");
    bare.remove("client-certificate-password");
    Settings settings = Settings.of(bare);
    OidcConfig.read(settings);
    assertThat(settings.complainedAbout("certificate-bound-tokens")).isTrue();
  }

  @Test
  @DisplayName("CA-06: the key of the certificate has one task too")
  void the_certificates_key_signs_nothing_else() {
    ECKey same =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) certificate.getPublicKey())
            .privateKey((ECPrivateKey) Certificates.open(file).reveal())
            .keyID("c3")
            .build();
    assertThat(problems("client-key", same.toJSONString()))
        .containsExactly("client-key is the certificate's too; a key has one task");
  }

  @Test
  void a_profile_looks_at_the_key_that_signs_requests() throws Exception {
    String key384 = new ECKeyGenerator(Curve.P_384).keyID("c4").generate().toJSONString();
    assertThat(
            problems(
                "client-authentication", "tls_client_auth",
                "profile", "fapi2-message-signing",
                "client-key", key384))
        .singleElement()
        .asString()
        .startsWith("client-key signs by another algorithm");
  }
}
