package dev.holdfast.servlet;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A shop whose scripts call an API through the relay, at {@code /api/orders}. */
final class RelayShop implements AutoCloseable {
  private final Shop shop;
  private final Optional<FakeApi> api;
  private final Browser browser;

  private RelayShop(Shop shop, Optional<FakeApi> api) {
    this.shop = shop;
    this.api = api;
    this.browser = shop.loggedIn();
  }

  /** With an API that checks tokens and proofs; settings of the route come without its name. */
  static RelayShop open(Map<String, String> settings) {
    return open(Shop.Kind.MEMORY, settings);
  }

  static RelayShop open(Shop.Kind kind, Map<String, String> settings) {
    FakeApi[] started = new FakeApi[1];
    Function<Shop, URI> start =
        shop -> {
          started[0] = FakeApi.start(shop.provider);
          return started[0].uri("/v1/orders");
        };
    return new RelayShop(open(kind, start, settings), Optional.of(started[0]));
  }

  /** With an API of the test's own. */
  static RelayShop open(RawApi api, Map<String, String> settings) {
    Shop shop = open(Shop.Kind.MEMORY, any -> api.uri("/v1/orders"), settings);
    return new RelayShop(shop, Optional.empty());
  }

  private static Shop open(
      Shop.Kind kind, Function<Shop, URI> start, Map<String, String> settings) {
    URI[] orders = new URI[1];
    return Shop.open(
        kind,
        Map.of(),
        shop -> {
          orders[0] = start.apply(shop);
          return routes(orders[0], settings);
        },
        client -> client.apiOrigins(Set.of(orders[0])));
  }

  private static Map<String, String> routes(URI orders, Map<String, String> settings) {
    Map<String, String> routes = new HashMap<>();
    routes.put("route.orders", "/api/orders -> " + orders);
    settings.forEach((name, value) -> routes.put("route.orders." + name, value));
    return routes;
  }

  Shop shop() {
    return shop;
  }

  /** What a listener has heard. */
  HeardEvents heard() {
    return shop.heard;
  }

  FakeApi api() {
    return api.orElseThrow();
  }

  /** What the API saw last. */
  RecordedCall lastCall() {
    List<RecordedCall> calls = api().requests();
    return calls.get(calls.size() - 1);
  }

  /** Whose user is logged in. */
  Browser browser() {
    return browser;
  }

  /** What a script of the shop's own page sends, as a browser completes it. */
  HttpRequest.Builder script(String method, String path, @Nullable BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(shop.home() + path))
        .method(method, body == null ? BodyPublishers.noBody() : body)
        .header("X-Requested-By", "shop")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Sec-Fetch-Mode", "cors")
        .header("Sec-Fetch-Dest", "empty")
        .header("Accept", "application/json");
  }

  Page get(String path) {
    return browser.send(script("GET", path, null));
  }

  Page post(String path, String body) {
    return browser.send(
        script("POST", path, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json"));
  }

  /** A connection on which the same script asks, and may behave as no browser does. */
  RawBrowser raw() {
    return RawBrowser.connect(shop.home()).with(browser.cookies());
  }

  /** The word that a refusal gives as its reason. */
  static String code(Page page) {
    var code = java.util.regex.Pattern.compile("\"code\":\"([a-z_]+)\"").matcher(page.body());
    if (!code.find()) {
      throw new AssertionError("no refusal: " + page.status() + " " + page.body());
    }
    return code.group(1);
  }

  @Override
  public void close() {
    shop.close();
    api.ifPresent(FakeApi::close);
  }
}
