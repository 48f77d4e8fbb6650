package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Patience;
import dev.holdfast.transport.JdkTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tls_client_auth} at a provider that trusts one authority and nobody else. */
@DisplayName("CA-09, RFC 8705 §2.1")
class CertificateChainTest {
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static Path authority;
  private final FakeProvider provider = FakeProvider.start();

  @BeforeAll
  static void make() {
    certificates = new Certificates(folder);
    authority = certificates.authority("authority");
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Node showing(Path certificate) {
    InstantSource time = InstantSource.system();
    return Node.over(
        Node.config(provider)
            .clientId("tls")
            .authenticateWith(
                new ClientAuthentication.TlsCertificate(Certificates.open(certificate)))
            .build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        parts -> parts.transport(JdkTransport.trusting(certificates.trust(), Patience.limits())));
  }

  @Test
  void a_certificate_of_the_authority_is_admitted() {
    provider.mutualTls(certificates.serverTrusting(authority));
    provider.client(
        FakeClient.showing(
            "tls", seen -> seen.getSubjectX500Principal().getName().equals("CN=shop")));
    try (Node node = showing(certificates.issued(authority, "shop"))) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      assertThat(provider.requests(Endpoint.TOKEN))
          .isNotEmpty()
          .allSatisfy(call -> assertThat(call.call().tls()).isPresent());
    }
  }

  /** Admits nobody but who has a certificate of the authority, and says why in an alert. */
  private record Door(ServerSocket socket, String version) implements AutoCloseable {
    static Door open(String version) throws IOException {
      Door door = new Door(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), version);
      Thread thread = new Thread(door::serve, "door");
      thread.setDaemon(true);
      thread.start();
      return door;
    }

    private void serve() {
      SSLContext context = certificates.serverTrusting(authority);
      try (Socket raw = socket.accept()) {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false);
        tls.setNeedClientAuth(true);
        tls.setEnabledProtocols(new String[] {version});
        shake(tls);
        raw.shutdownOutput();
        raw.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void shake(SSLSocket tls) throws IOException {
      try {
        tls.startHandshake();
      } catch (SSLException refused) {
        return; // the alert is on its way
      }
      throw new IllegalStateException("admitted");
    }

    String address() {
      return "https://localhost:" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void one_of_another_authority_is_refused_and_the_log_says_so(String version) throws IOException {
    Path other = certificates.authority("other" + version);
    try (Door door = Door.open(version);
        Node node = showing(certificates.issued(other, "shop" + version));
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      provider
          .always()
          .onDiscovery(
              metadata ->
                  metadata.with(
                      "mtls_endpoint_aliases",
                      Map.of("pushed_authorization_request_endpoint", door.address())));
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .as(() -> String.valueOf(log.read()))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.CLIENT_REFUSED, Optional.empty()));
      assertThat(log.read())
          .singleElement()
          .asString()
          .startsWith("WARN authorization request at " + provider.issuer() + " failed")
          .contains("client_refused (TLS: ");
    }
    assertThat(provider.requests(Endpoint.PAR)).isEmpty();
  }
}
