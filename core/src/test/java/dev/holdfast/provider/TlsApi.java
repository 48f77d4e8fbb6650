package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.testkit.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;

/** An API that lets in who shows a certificate, and notes what it has seen. */
final class TlsApi implements AutoCloseable {
  private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
  private final HttpsServer server;

  TlsApi(Certificates certificates) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(certificates.server()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters demands = getSSLContext().getDefaultSSLParameters();
            demands.setNeedClientAuth(true);
            parameters.setSSLParameters(demands);
          }
        });
    server.createContext("/orders", exchange -> answer((HttpsExchange) exchange));
    server.start();
  }

  private void answer(HttpsExchange exchange) throws IOException {
    X509Certificate peer = (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
    calls.add(
        thumbprint(peer)
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization").split(" ", 2)[0]
            + " "
            + exchange.getRequestHeaders().containsKey("DPoP"));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  URI orders() {
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/orders");
  }

  /** Of each call: the certificate's thumbprint, the scheme, and whether it had a proof. */
  List<String> calls() {
    return calls;
  }

  static String thumbprint(ClientCertificate certificate) {
    return thumbprint(certificate.chain().get(0));
  }

  private static String thumbprint(X509Certificate certificate) {
    return X509CertificateConfirmation.of(certificate).getValue().toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
