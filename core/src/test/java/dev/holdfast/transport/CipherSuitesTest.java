package dev.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers are too old to be told a secret. */
@DisplayName("NET-02")
class CipherSuitesTest {
  private static final String[] ONLY_CBC = {
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"
  };

  @TempDir private static Path folder;
  private static Certificates certificates;
  private final List<HttpsServer> servers = new ArrayList<>();

  @BeforeAll
  static void make() {
    certificates = new Certificates(folder);
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private URI serve(String version, String... suites) throws IOException {
    SSLContext context = certificates.server();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(new SSLParameters(suites, new String[] {version}));
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
  }

  private static int viaTransport(URI server) throws IOException {
    return JdkTransport.trusting(certificates.trust(), Patience.limits())
        .send(new HttpCall("GET", server, Map.of(), ""))
        .status();
  }

  private static int viaClient(HttpClient client, URI server)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static HttpClient clientOfApis() {
    return JdkTransport.clientOfApis(
        Duration.ofSeconds(10), Optional.of(certificates.trust()), Optional.empty());
  }

  @Test
  void a_server_that_knows_cbc_suites_alone_is_not_spoken_to() throws Exception {
    URI old = serve("TLSv1.2", ONLY_CBC);
    SSLContext context =
        new TlsSide(Optional.of(certificates.trust()), Optional.empty()).context().orElseThrow();
    assertThat(viaClient(HttpClient.newBuilder().sslContext(context).build(), old))
        .as("the platform by itself would speak to it")
        .isEqualTo(204);
    assertThatThrownBy(() -> viaTransport(old))
        .isInstanceOf(TransportException.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> viaClient(clientOfApis(), old))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void what_is_good_in_either_version_is_taken() throws Exception {
    assertThat(viaTransport(serve("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")))
        .isEqualTo(204);
    URI current = serve("TLSv1.3", "TLS_AES_256_GCM_SHA384");
    assertThat(viaTransport(current)).isEqualTo(204);
    assertThat(viaClient(clientOfApis(), current)).isEqualTo(204);
  }
}
