package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Certificates;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a client's certificate comes from. */
class CertificateSettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir private static Path folder;
  private static Path file;
  private static ClientCertificate ec;
  private static ClientCertificate rsa;

  @BeforeAll
  static void make() {
    Certificates certificates = new Certificates(folder);
    file = certificates.selfSigned("shop");
    ec = Certificates.open(file);
    rsa = Certificates.open(certificates.selfSignedRsa("rsa"));
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    return values;
  }

  private static ClientAuthentication proof(Map<String, String> more) {
    return OidcConfig.read(Settings.of(settings(more))).orElseThrow().clientAuthentication();
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

  private static Map<String, String> stored(String method) {
    return Map.of(
        "client-authentication", method,
        "client-certificate-store", file.toString(),
        "client-certificate-password", Certificates.PASSWORD.reveal());
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private static Map<String, String> pair(ClientCertificate of, ClientCertificate key)
      throws GeneralSecurityException {
    return Map.of(
        "client-authentication", "tls_client_auth",
        "client-certificate", pem("CERTIFICATE", of.chain().get(0).getEncoded()),
        "client-certificate-key", pem("PRIVATE KEY", key.reveal().getEncoded()));
  }

  @Test
  void from_a_file_with_a_password() {
    assertThat(proof(stored("tls_client_auth")))
        .isInstanceOf(ClientAuthentication.TlsCertificate.class);
    assertThat(proof(stored("self_signed_tls_client_auth")).shown().orElseThrow().toString())
        .isEqualTo("ClientCertificate[CN=shop]");
  }

  @Test
  void from_two_texts() throws GeneralSecurityException {
    assertThat(proof(pair(ec, ec)).shown().orElseThrow().chain()).isEqualTo(ec.chain());
    assertThat(proof(pair(rsa, rsa)).shown().orElseThrow().chain()).isEqualTo(rsa.chain());
  }

  @Test
  void a_certificate_and_a_key_that_do_not_belong_together_stop_the_start()
      throws GeneralSecurityException {
    ClientCertificate other = Certificates.open(folder.resolve("server.p12"));
    assertThat(problems(pair(ec, other)))
        .contains("client-certificate is not of the private key beside it");
    assertThat(problems(pair(ec, rsa)))
        .contains("client-certificate is not of the private key beside it");
  }

  @Test
  void a_wrong_password_and_a_missing_half_are_told() {
    Map<String, String> wrong = new HashMap<>(stored("tls_client_auth"));
    wrong.put("client-certificate-password", "guess");
    assertThat(problems(wrong))
        .contains("client-certificate-store cannot be read as a PKCS #12 file with that password");
    assertThat(problems(wrong).toString()).doesNotContain("guess");
    wrong.remove("client-certificate-password");
    assertThat(problems(wrong))
        .contains("client-certificate-password is missing; it belongs to client-certificate-store");
  }

  @Test
  void a_key_in_another_form_is_told_how_to_be_converted() throws GeneralSecurityException {
    Map<String, String> older = new HashMap<>(pair(ec, ec));
    older.put("client-certificate-key", pem("EC PRIVATE KEY", new byte[40]));
    assertThat(problems(older))
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("client-certificate has no key").contains("pkcs8"));
  }

  @Test
  void a_certificate_that_nobody_would_show_is_a_mistake() {
    Map<String, String> secret = new HashMap<>(stored("client_secret_basic"));
    secret.put("client-secret", "very secret");
    assertThat(problems(secret))
        .containsExactly(
            "client-certificate is for client-authentication=tls_client_auth or private_key_jwt"
                + " only; remove it");
  }
}
