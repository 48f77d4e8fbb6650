package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** An application that asks for userinfo, and whose every page calls an API as its user. */
final class WaryShop implements AutoCloseable {
  final FakeProvider provider = FakeProvider.start();
  final FakeApi api = FakeApi.start(provider);
  final MapSessionStore sessions = new MapSessionStore(InstantSource.system());
  private final Container container = Container.open();

  private WaryShop(Duration patience, ResponseMode mode) {
    Oidc oidc =
        Oidc.builder(
                Node.config(provider)
                    .logins( // one test asks many times
                        logins -> logins.startsPerAddress(0).responseMode(mode))
                    .redirectUri(Shop.home(container).resolve("/auth/callback"))
                    .askUserinfo()
                    .apiOrigins(Set.of(api.origin()))
                    .build())
            .sessionStore(sessions)
            .coordinationStore(new MapCoordinationStore(InstantSource.system()))
            .transport(
                JdkTransport.within(
                    new TransportLimits(Duration.ofSeconds(20), patience, 512 * 1024, true)))
            .build();
    container.start(
        "/",
        new OidcFilter(oidc, FilterSettings.of(Map.of())),
        Map.of(),
        new OrderServlet(api.uri("/orders")));
  }

  static WaryShop open() {
    return open(Duration.ofSeconds(10));
  }

  /** That waits this long for the provider. */
  static WaryShop open(Duration patience) {
    return new WaryShop(patience, ResponseMode.QUERY);
  }

  /** Whose provider has to sign its answers. */
  static WaryShop openForSignedAnswers() {
    return new WaryShop(Duration.ofSeconds(10), ResponseMode.JWT);
  }

  Browser browser() {
    return Browser.at(Shop.home(container));
  }

  @Override
  public void close() {
    container.close();
    api.close();
    provider.close();
  }

  private static final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final URI orders;

    OrderServlet(URI orders) {
      this.orders = orders;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        HttpResponse<String> answer =
            OidcUser.httpClient(request)
                .send(HttpRequest.newBuilder(orders).build(), HttpResponse.BodyHandlers.ofString());
        response.getWriter().write("orders of " + answer.body());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
