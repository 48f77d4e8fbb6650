package dev.holdfast.interop;

import dev.holdfast.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application behind the filter, by settings alone. */
final class Application implements AutoCloseable {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Server server = new Server();
  private final URI home;

  private Application(int port) {
    this.home = URI.create("http://localhost:" + port);
  }

  /** Starts on a port that the provider knows already. */
  static Application start(int port, Keycloak provider, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("issuer", provider.issuer());
    settings.put("redirect-uri", "http://localhost:" + port + "/auth/callback");
    settings.put("post-logout-redirect-uri", "http://localhost:" + port + "/public/bye");
    settings.put("allow-http-loopback", "true");
    settings.put("scope", "openid profile");
    settings.put("seal-keys", "k1:" + KEY);
    settings.put("index-key", KEY);
    settings.put("session-store", "memory");
    settings.put("public", "/public/*");
    settings.put("allowed-origins", provider.origin());
    settings.putAll(more);
    Application application = new Application(port);
    application.serve(port, provider, settings);
    return application;
  }

  /** Where it listens. */
  URI home() {
    return home;
  }

  private void serve(int port, Keycloak provider, Map<String, String> settings) {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    FilterHolder filter = new FilterHolder(new OidcFilter());
    filter.setInitParameters(settings);
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
    ServletHolder pages = new ServletHolder(new Pages(provider.issuer()));
    pages.setAsyncSupported(true);
    context.addServlet(pages, "/");
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new AssertionError("the application did not start", e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError("the application did not stop", e);
    }
  }
}
