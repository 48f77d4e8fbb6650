package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a store trusts, and whom not. */
class TlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "changeit";
  private static SingleServer server;
  private static int port;

  /** The server's certificate is trusted by the platform, and says {@code localhost}. */
  @BeforeAll
  static void start(@TempDir Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keys = directory.resolve("keys.p12");
    makeKey(keys);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Path certificate = directory.resolve("certificate.pem");
    Path key = directory.resolve("key.pem");
    writePem(certificate, "CERTIFICATE", store.getCertificate("redis").getEncoded());
    writePem(key, "PRIVATE KEY", store.getKey("redis", PASSWORD.toCharArray()).getEncoded());
    port = Servers.freePorts(2).get(1);
    server =
        SingleServer.started(
            "tls-port " + port,
            "tls-cert-file " + certificate,
            "tls-key-file " + key,
            "tls-ca-cert-file " + certificate,
            "tls-auth-clients no");
    System.setProperty(TRUST_STORE, keys.toString());
    System.setProperty(TRUST_STORE + "Password", PASSWORD);
  }

  @AfterAll
  static void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE + "Password");
    server.close();
  }

  private static void makeKey(Path keys) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias redis -keyalg EC -groupname secp256r1"
                        + " -dname CN=redis -ext san=dns:localhost -validity 2"
                        + " -storetype PKCS12 -storepass "
                        + PASSWORD
                        + " -keystore "
                        + keys)
                    .split(" "))
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static void writePem(Path file, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  private static SessionStore store(String uri) {
    return Stores.sessions(
        Map.of("session-store.redis.uri", uri, "session-store.redis.time-limit", "20s"));
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plusSeconds(60);
    return new SealedRecord(new byte[] {1}, end, end, Set.of(), new byte[0]);
  }

  @Test
  void a_server_with_a_trusted_certificate_is_used() {
    try (SessionStore store = store("rediss://localhost:" + port)) {
      assertThat(store.load(store.create(record()))).isPresent();
    }
  }

  @Test
  void a_trusted_certificate_of_somebody_else_is_refused() {
    try (SessionStore store = store("rediss://127.0.0.1:" + port)) {
      assertThatThrownBy(() -> store.create(record())).isInstanceOf(SessionStoreException.class);
    }
  }

  @Test
  void a_server_that_speaks_no_tls_is_refused() {
    try (SessionStore store = store(server.uri().replace("redis:", "rediss:"))) {
      assertThatThrownBy(() -> store.create(record())).isInstanceOf(SessionStoreException.class);
    }
  }
}
