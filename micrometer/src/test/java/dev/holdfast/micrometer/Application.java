package dev.holdfast.micrometer;

import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.servlet.OidcUser;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A web application with nothing but the filter's init-params, as a web.xml has them. */
final class Application implements AutoCloseable {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private Application(FakeProvider provider) {
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(Duration.ofMinutes(5).toMillis()); // waits for a slow machine
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FilterHolder filter = new FilterHolder(new OidcFilter());
    filter.setInitParameters(settings(provider));
    filter.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new TokenServlet()), "/");
    server.setHandler(context);
    LifeCycle.start(server);
  }

  static Application start(FakeProvider provider) {
    return new Application(provider);
  }

  private Map<String, String> settings(FakeProvider provider) {
    return Map.of(
        "issuer",
        provider.issuer(),
        "client-id",
        "shop",
        "client-secret",
        "shop-secret",
        "redirect-uri",
        home().resolve("/auth/callback").toString(),
        "allow-http-loopback",
        "true",
        "seal-keys",
        "k1:" + KEY,
        "index-key",
        KEY,
        "session-store",
        "memory");
  }

  private URI home() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  Browser browser() {
    return Browser.at(home());
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class TokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      OidcUser.getUserAccessToken(request);
      response.getOutputStream().print("token");
    }
  }
}
