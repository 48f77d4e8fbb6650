package dev.holdfast.demo;

import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.servlet.OidcUser;
import dev.holdfast.token.TokenRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Somebody's first application: the filter with the fewest settings, a page that says who asks, and
 * {@code /renewed}, which renews the token first.
 */
final class GuestApplication implements AutoCloseable {
  private final Server server = new Server();
  private final String origin;

  /** Settings of the client: its id, and how it proves that. */
  GuestApplication(URI issuer, Map<String, String> client) throws IOException {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    connector.open();
    origin = "http://127.0.0.1:" + connector.getLocalPort();
    FilterHolder filter = new FilterHolder(new OidcFilter());
    filter.setInitParameters(settings(issuer, client));
    ServletContextHandler context = new ServletContextHandler("/");
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Hello()), "/");
    server.setHandler(context);
    LifeCycle.start(server);
  }

  private Map<String, String> settings(URI issuer, Map<String, String> client) {
    Map<String, String> settings = new HashMap<>(client);
    settings.put("issuer", issuer.toString());
    settings.put("redirect-uri", origin + "/auth/callback");
    settings.put("allow-http-loopback", "true");
    settings.put("session-store", "memory");
    settings.put("seal-keys", "k1:" + OwnClient.key());
    settings.put("index-key", OwnClient.key());
    return settings;
  }

  String origin() {
    return origin;
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getServletPath().equals("/renewed")) {
        OidcUser.getUserAccessToken(request, TokenRequest.standard().forceRenewal());
      }
      response.getWriter().write(request.getRemoteUser());
    }
  }
}
