package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.UserTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to an API that go through a proxy of the application's own HTTP client. */
class ProxyTest {
  @TempDir private Path folder;

  /** What an API was shown. */
  private record Seen(String authorization, String proof) {}

  /** Opens one tunnel, and remembers everything that comes through from the client. */
  private static final class Tunnel implements AutoCloseable {
    private final ServerSocket socket;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    Tunnel() throws IOException {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(this::serve, "tunnel");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      try (Socket client = socket.accept();
          Socket api = new Socket()) {
        String head = head(client.getInputStream());
        String port = head.replaceAll("(?s)^CONNECT localhost:(\\d+) .*", "$1");
        api.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        CompletableFuture<Void> back =
            CompletableFuture.runAsync(() -> pump(api, client, OutputStream.nullOutputStream()));
        pump(client, api, seen);
        back.join();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private String head(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        seen.write(next);
        head.append((char) next);
      }
      return head.toString();
    }

    private static void pump(Socket from, Socket to, OutputStream copy) {
      byte[] buffer = new byte[8192];
      try {
        for (int n = from.getInputStream().read(buffer); n >= 0; ) {
          copy.write(buffer, 0, n);
          to.getOutputStream().write(buffer, 0, n);
          n = from.getInputStream().read(buffer);
        }
        to.shutdownOutput();
      } catch (IOException closed) {
        copy(copy);
      }
    }

    private static void copy(OutputStream ended) {
      try {
        ended.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  @DisplayName("DPB-08: a proxy is asked for a tunnel and sees neither token nor proof")
  void a_proxy_sees_no_token() throws Exception {
    Certificates certificates = new Certificates(folder);
    CompletableFuture<Seen> shown = new CompletableFuture<>();
    HttpsServer api = api(certificates, shown);
    URI origin = URI.create("https://localhost:" + api.getAddress().getPort());
    InstantSource time = InstantSource.system();
    try (FakeProvider provider = FakeProvider.start();
        Tunnel tunnel = new Tunnel();
        Node node =
            Node.over(
                Node.config(provider).apiOrigins(Set.of(origin)).build(),
                new MapSessionStore(time),
                new MapCoordinationStore(time),
                parts -> parts.apiClient(through(tunnel, certificates)))) {
      UserTokens tokens = node.oidc().tokens(new HeldSession(node.login()));
      String token = tokens.find().orElseThrow().value().reveal();
      int status =
          node.oidc()
              .httpClient(tokens)
              .send(
                  HttpRequest.newBuilder(origin.resolve("/orders")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(204);
      Seen seen = shown.join();
      assertThat(seen.authorization()).isEqualTo("DPoP " + token);
      assertThat(seen.proof()).isNotBlank();
      assertThat(tunnel.seen.toString(StandardCharsets.ISO_8859_1))
          .startsWith("CONNECT localhost:" + origin.getPort() + " HTTP/1.1\r\n")
          .doesNotContain(token, seen.proof())
          .doesNotContainIgnoringCase("authorization:")
          .doesNotContainIgnoringCase("dpop");
    } finally {
      api.stop(0);
    }
  }

  private static HttpsServer api(Certificates certificates, CompletableFuture<Seen> shown)
      throws IOException {
    HttpsServer api =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
    api.createContext(
        "/",
        exchange -> {
          shown.complete(
              new Seen(
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  exchange.getRequestHeaders().getFirst("DPoP")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    api.start();
    return api;
  }

  private static HttpClient through(Tunnel tunnel, Certificates certificates) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(certificates.trust());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder()
          .sslContext(context)
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.of((InetSocketAddress) tunnel.socket.getLocalSocketAddress()))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
