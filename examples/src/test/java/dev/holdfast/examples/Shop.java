package dev.holdfast.examples;

import dev.holdfast.Oidc;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.servlet.FilterSettings;
import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.store.memory.MemoryCoordinationStore;
import dev.holdfast.store.memory.MemorySessionStore;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Page;
import dev.holdfast.token.TokenRefresher;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** An application whose one servlet calls an API with a client that is not ours. */
final class Shop implements AutoCloseable {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);
  private final FakeApi api = FakeApi.start(provider);
  private final Server server = new Server();
  private final Browser browser;

  private Shop(OtherClient client) {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    URI home = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    server.setHandler(application(home, new OrderServlet(client, api.uri("/orders?page=1"))));
    LifeCycle.start(server);
    browser = Browser.at(home);
  }

  /** Starts everything and logs in. */
  static Shop open(OtherClient client) {
    Shop shop = new Shop(client);
    Page page = shop.browser.open("/hello");
    if (page.status() != 200) {
      throw new AssertionError("not logged in: " + page.status() + " " + page.body());
    }
    return shop;
  }

  private ServletContextHandler application(URI home, HttpServlet servlet) {
    Oidc oidc =
        Oidc.builder(
                Node.config(provider)
                    .redirectUri(home.resolve("/auth/callback"))
                    .apiOrigins(Set.of(api.origin()))
                    .build())
            .sessionStore(new MemorySessionStore(time, RandomBytes.secure(), 100))
            .coordinationStore(new MemoryCoordinationStore(time, 100))
            .time(time)
            .build();
    ServletContextHandler context = new ServletContextHandler("/");
    context.addFilter(
        new FilterHolder(new OidcFilter(oidc, FilterSettings.of(Map.of()))),
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
    context.addServlet(new ServletHolder(servlet), "/");
    return context;
  }

  FakeApi api() {
    return api;
  }

  /** What the API answered: status and body. */
  String order() {
    return browser.get("/order").body();
  }

  /** From now on an API may have its reasons to refuse the token. */
  void tokenIsNoLongerNew() {
    time.advance(TokenRefresher.NEW);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    api.close();
    provider.close();
  }

  private static final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient OtherClient client;
    private final URI orders;

    OrderServlet(OtherClient client, URI orders) {
      this.client = client;
      this.orders = orders;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean call = request.getServletPath().equals("/order");
      response.getWriter().write(call ? client.get(request, orders) : "hello");
    }
  }
}
