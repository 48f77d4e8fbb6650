package dev.holdfast.containers;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The application in this round's container, with its provider. */
final class Shop implements AutoCloseable {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  final FakeProvider provider = FakeProvider.start();
  final FakeApi api = FakeApi.start(provider);
  private final Container container = Container.open();
  private final UnaryOperator<String> descriptor;

  private Shop(UnaryOperator<String> descriptor) {
    this.descriptor = descriptor;
    provider.always().onIdToken(claims -> claims.put("roles", List.of("buyer")));
  }

  /** With further settings of the filter. */
  static Shop open(Map<String, String> settings) {
    return open(settings, text -> text);
  }

  /** With another {@code web.xml}, made of the usual one. */
  static Shop open(Map<String, String> settings, UnaryOperator<String> descriptor) {
    Shop shop = new Shop(descriptor);
    shop.deploy(settings, new URLClassLoader(new URL[0], Shop.class.getClassLoader()));
    return shop;
  }

  /** A container in which no application runs yet. */
  static Shop empty() {
    return new Shop(text -> text);
  }

  /** Starts the application with these classes. */
  Container.Deployment deploy(Map<String, String> settings, ClassLoader classes) {
    Map<String, String> initParams = new HashMap<>(settings);
    initParams.put("issuer", provider.issuer());
    initParams.put("client-id", "shop");
    initParams.put("client-secret", "shop-secret");
    initParams.put("redirect-uri", home() + "/auth/callback");
    initParams.put("allow-http-loopback", "true");
    initParams.put("seal-keys", "k1:" + KEY);
    initParams.put("index-key", KEY);
    initParams.putIfAbsent("session-store", "memory");
    initParams.put("roles-claim", "roles");
    initParams.put("back-channel-logout", "true");
    initParams.put("allowed-origins", api.origin().toString());
    Map<String, String> relay =
        Map.of(
            "route.orders",
            "/api/orders -> " + api.uri("/v1/orders"),
            "route.orders.methods",
            "GET POST");
    return container.deploy(WebApplication.of(initParams, relay, descriptor), classes);
  }

  String home() {
    return "http://127.0.0.1:" + container.port();
  }

  /** A browser without cookies. */
  Browser browser() {
    return Browser.at(URI.create(home()));
  }

  /** A browser whose user is logged in. */
  Browser loggedIn() {
    Browser browser = browser();
    Page page = browser.open("/whoami");
    if (page.status() != 200) {
      throw new AssertionError("no login: " + page.status() + " " + page.body());
    }
    return browser;
  }

  /** What a script of the application's pages asks the relay for. */
  HttpRequest.Builder script() {
    return HttpRequest.newBuilder(URI.create(home() + "/api/orders/7"))
        .header("X-Requested-By", "shop")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Sec-Fetch-Mode", "cors")
        .header("Sec-Fetch-Dest", "empty")
        .header("Accept", "application/json");
  }

  @Override
  public void close() {
    container.close();
    api.close();
    provider.close();
  }
}
