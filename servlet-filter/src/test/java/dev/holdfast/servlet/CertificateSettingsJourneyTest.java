package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that init-params give a certificate, on a JVM that trusts the provider's own. */
class CertificateSettingsJourneyTest {
  private static final String TRUSTED = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

  private final Map<String, Optional<String>> before = new HashMap<>();
  @TempDir private Path folder;

  @BeforeEach
  void remember() {
    for (String name : List.of(TRUSTED, PASSWORD)) {
      before.put(name, Optional.ofNullable(System.getProperty(name)));
    }
  }

  @AfterEach
  void restore() {
    before.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> System.setProperty(name, text), () -> System.clearProperty(name)));
  }

  private void trust(KeyStore authorities) throws IOException, GeneralSecurityException {
    SSLContext.getDefault(); // is made once, and not with what is trusted here alone
    Path file = folder.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      authorities.store(out, Certificates.PASSWORD.reveal().toCharArray());
    }
    System.setProperty(TRUSTED, file.toString());
    System.setProperty(PASSWORD, Certificates.PASSWORD.reveal());
  }

  @Test
  @DisplayName("CA-09: client-certificate-store with self_signed_tls_client_auth")
  void a_certificate_proves_the_name() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path own = certificates.selfSigned("shop");
    X509Certificate shown = Certificates.open(own).chain().get(0);
    trust(certificates.trust());
    try (DeployedShop shop = new DeployedShop()) {
      shop.provider.mutualTls(certificates.server());
      shop.provider.client(FakeClient.showing("shop", shown::equals));
      shop.start(
          Map.of(
              "client-secret",
              "",
              "client-authentication",
              "self_signed_tls_client_auth",
              "client-certificate-store",
              own.toString(),
              "client-certificate-password",
              Certificates.PASSWORD.reveal()));
      assertThat(shop.browser().open("/whoami").body()).startsWith("alice ");
      for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN)) {
        assertThat(shop.latest(endpoint).call().tls().orElseThrow().certificate()).isEqualTo(shown);
      }
    }
  }
}
