package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Oidc;
import dev.holdfast.event.OidcEvent.LoggedOut;
import dev.holdfast.event.OidcEvent.ProviderCalled;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Page;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody logs out, and the provider is away, hangs, or offers less than others. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LogoutWithoutProviderTest {
  private static final String COOKIE = "loopback-session";

  private final FakeProvider provider = FakeProvider.start();
  private final MapSessionStore sessions = new MapSessionStore(InstantSource.system());
  private final MapCoordinationStore facts = new MapCoordinationStore(InstantSource.system());
  private final HeardEvents heard = new HeardEvents();
  private final Container first = node();

  @AfterEach
  void close() {
    first.close();
    provider.close();
  }

  /** A node of the application, just started; it waits for its provider for longer than a test. */
  private Container node() {
    Container node = Container.open();
    Oidc oidc =
        Oidc.builder(
                Node.config(provider)
                    .redirectUri(Shop.home(node).resolve("/auth/callback"))
                    .build())
            .sessionStore(sessions)
            .coordinationStore(facts)
            .listener(heard)
            .transport(
                JdkTransport.within(
                    new TransportLimits(
                        Duration.ofSeconds(20), Duration.ofMinutes(10), 512 * 1024, true)))
            .build();
    node.start(
        "/",
        new OidcFilter(oidc, FilterSettings.of(Map.of())),
        Map.of(),
        new ShopServlet(URI.create("https://api.example")));
    return node;
  }

  private Browser loggedIn() {
    Browser browser = Browser.at(Shop.home(first));
    assertThat(browser.open("/whoami").status()).isEqualTo(200);
    return browser;
  }

  private static Page logOut(Browser browser, Container node) {
    return browser.send(
        HttpRequest.newBuilder(Shop.home(node).resolve("/auth/logout"))
            .header("Accept", "text/html")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.noBody()));
  }

  /** Also for who has kept a copy of the cookie. */
  private void assertOver(Browser browser, String cookie) {
    assertThat(browser.cookies()).doesNotContainKey(COOKIE);
    Browser copy = Browser.at(Shop.home(first));
    copy.plant(COOKIE, cookie);
    assertThat(copy.get("/whoami").status()).isEqualTo(401);
    assertThat(heard.of(LoggedOut.class)).hasSize(1);
  }

  @Test
  @DisplayName("LO-01: a provider that is down ends no logout")
  void a_session_ends_while_its_provider_is_down() {
    Browser browser = loggedIn();
    String cookie = browser.cookie(COOKIE).orElseThrow();
    provider.close();
    assertThat(logOut(browser, first).status()).isEqualTo(303);
    assertOver(browser, cookie);
    Eventually.holds("it was asked to revoke", this::hasFailedToRevoke);
  }

  private boolean hasFailedToRevoke() {
    return heard.of(ProviderCalled.class).stream()
        .anyMatch(
            call -> call.endpoint() == ProviderEndpoint.REVOCATION && call.status().isEmpty());
  }

  @Test
  @DisplayName("LO-01: nor does a node that was started while the provider was down")
  void a_node_that_never_met_its_provider_leads_home() {
    Browser browser = loggedIn();
    String cookie = browser.cookie(COOKIE).orElseThrow();
    provider.close();
    try (Container second = node()) {
      Browser there = Browser.at(Shop.home(second));
      there.plant(COOKIE, cookie);
      Page page = logOut(there, second);
      assertThat(page.status()).isEqualTo(303);
      assertThat(page.location()).hasValue(Shop.home(second).resolve("/"));
      assertOver(there, cookie);
    }
  }

  @Test
  @DisplayName("LO-01: nor does a provider that hangs before it has said anything")
  void a_provider_that_hangs_keeps_no_user() {
    Browser browser = loggedIn();
    String cookie = browser.cookie(COOKIE).orElseThrow();
    try (Container second = node();
        Gate metadata = provider.hold(Endpoint.DISCOVERY)) {
      Browser there = Browser.at(Shop.home(second));
      there.plant(COOKIE, cookie);
      Page page = logOut(there, second);
      assertThat(page.location()).hasValue(Shop.home(second).resolve("/"));
      assertOver(there, cookie);
      metadata.awaitArrivals(1); // and nobody has opened it
    }
  }

  @Test
  @DisplayName("LO-01: nor does a provider that revokes nothing")
  void a_provider_without_a_revocation_endpoint_is_not_asked() {
    provider.always().at(Endpoint.DISCOVERY).omit("revocation_endpoint");
    Browser browser = loggedIn();
    String cookie = browser.cookie(COOKIE).orElseThrow();
    Page page = logOut(browser, first);
    assertThat(page.location().orElseThrow().toString())
        .startsWith(provider.uri(Endpoint.LOGOUT).toString());
    assertOver(browser, cookie);
    assertThat(provider.requests(Endpoint.REVOKE)).isEmpty();
  }
}
