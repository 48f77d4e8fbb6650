package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.store.cookie.CookieSessionStore;
import dev.holdfast.store.memory.MemoryCoordinationStore;
import dev.holdfast.store.memory.MemorySessionStore;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An application behind the filter, with its provider; time moves only when told to. */
final class Shop implements AutoCloseable {
  static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  final FixedTime time = FixedTime.at(Instant.now());
  final FakeProvider provider = FakeProvider.start(time);
  final FakeApi api = FakeApi.start(provider);
  final HeardEvents heard = new HeardEvents();
  final BreakableStore store;
  final BreakableFacts facts = new BreakableFacts(new MemoryCoordinationStore(time, 10_000));
  final ShopServlet servlet = new ShopServlet(api.origin());
  private final UnaryOperator<OidcConfigBuilder> client;
  private final Container container = Container.open();
  private final String contextPath;

  private Shop(
      Kind kind,
      Map<String, String> settings,
      UnaryOperator<OidcConfigBuilder> client,
      Function<Shop, Map<String, String>> routes) {
    this.client = client;
    this.store =
        new BreakableStore(
            kind == Kind.MEMORY
                ? new MemorySessionStore(time, RandomBytes.secure(), 10_000)
                : new CookieSessionStore(2));
    Map<String, String> filterSettings = new HashMap<>(settings);
    this.contextPath = filterSettings.getOrDefault("context", "/");
    filterSettings.remove("context");
    Map<String, String> relayed = routes.apply(this);
    if (!relayed.isEmpty()) {
      container.add("/api/*", new ApiRelayServlet(), relayed);
    }
    Oidc oidc =
        Oidc.builder(config())
            .sessionStore(store)
            .coordinationStore(facts)
            .apiClient(HttpClient.newHttpClient()) // waits for a slow machine
            .time(time)
            .listener(heard)
            .build();
    container.start(
        contextPath, new OidcFilter(oidc, FilterSettings.of(filterSettings)), Map.of(), servlet);
  }

  /** Where sessions are kept. */
  enum Kind {
    MEMORY,
    COOKIE
  }

  static Shop open(Kind kind) {
    return open(kind, Map.of());
  }

  /** With settings of the filter; {@code context} is the context path. */
  static Shop open(Kind kind, Map<String, String> settings) {
    return new Shop(kind, settings, builder -> builder, shop -> Map.of());
  }

  /** With a client of its own. */
  static Shop open(Kind kind, UnaryOperator<OidcConfigBuilder> client) {
    return new Shop(kind, Map.of(), client, shop -> Map.of());
  }

  /** With a relay below {@code /api}; its routes are asked for before the client is made. */
  static Shop open(
      Kind kind,
      Map<String, String> settings,
      Function<Shop, Map<String, String>> routes,
      UnaryOperator<OidcConfigBuilder> client) {
    return new Shop(kind, settings, client, routes);
  }

  private OidcConfig config() {
    OidcConfigBuilder builder =
        OidcConfig.builder()
            .issuer(URI.create(provider.issuer()))
            .clientId("shop")
            .authenticateWith(new ClientAuthentication.SecretBasic(SecretText.of("shop-secret")))
            .redirectUri(home().resolve(prefix() + "/auth/callback"))
            .scopes(List.of("openid", "profile"))
            .apiOrigins(Set.of(api.origin()))
            .allowPlainHttpOnLoopback()
            .sealKeys(KeyRing.parse("k1:" + KEY))
            .indexKey(IndexKey.parse(KEY));
    return client.apply(builder).build();
  }

  private String prefix() {
    return contextPath.equals("/") ? "" : contextPath;
  }

  URI home() {
    return home(container);
  }

  static URI home(Container container) {
    return URI.create("http://127.0.0.1:" + container.port());
  }

  /** A browser without cookies. */
  Browser browser() {
    return Browser.at(home());
  }

  /** A browser whose user is logged in. */
  Browser loggedIn() {
    Browser browser = browser();
    Page page = browser.open(prefix() + "/whoami");
    if (page.status() != 200) {
      throw new AssertionError("no login: " + page.status() + " " + page.body());
    }
    return browser;
  }

  @Override
  public void close() {
    container.close();
    api.close();
    provider.close();
  }
}
