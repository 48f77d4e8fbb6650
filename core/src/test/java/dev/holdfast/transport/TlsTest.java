package dev.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("NET-01: certificate and host name are checked")
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final AtomicInteger requests = new AtomicInteger();
  @TempDir private Path folder;
  private HttpsServer server;
  private SSLContext tls;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException, InterruptedException {
    tls = contextFor("localhost");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_trusted_certificate_of_the_right_name_is_spoken_to() throws IOException {
    HttpTransport trusting =
        JdkTransport.over(
            HttpClient.newBuilder().sslContext(tls).build(), TransportLimits.standard());
    assertThat(trusting.send(call("localhost")).status()).isEqualTo(204);
  }

  @Test
  void a_trusted_certificate_of_another_name_gets_no_request() {
    HttpTransport trusting =
        JdkTransport.over(
            HttpClient.newBuilder().sslContext(tls).build(), TransportLimits.standard());
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> trusting.send(call("127.0.0.1")))
        .withCauseInstanceOf(SSLException.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void a_certificate_that_nobody_vouches_for_gets_no_request() {
    HttpTransport standard = JdkTransport.within(TransportLimits.standard());
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> standard.send(call("localhost")))
        .withCauseInstanceOf(SSLException.class);
    assertThat(requests).hasValue(0);
  }

  private HttpCall call(String host) {
    URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
    return new HttpCall("GET", uri, Map.of(), "");
  }

  /** A self-signed certificate, which the context presents as well as trusts. */
  private SSLContext contextFor(String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias a -keyalg EC -validity 2 -storetype PKCS12 -storepass changeit"
            + " -dname CN=%s -ext san=dns:%s -keystore".formatted(name, name);
    List<String> command =
        Stream.of(Stream.of(tool), Stream.of(options.split(" ", -1)), Stream.of(file.toString()))
            .flatMap(part -> part)
            .toList();
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
