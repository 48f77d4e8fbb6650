package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.servlet.relay.ApiRelay;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the routes is said at the start, all of it. */
class RelaySettingsTest {

  private static List<String> problems(Map<String, String> parameters) {
    Throwable thrown =
        catchThrowable(() -> ApiRelay.of(parameters, path -> path.startsWith("/api/")));
    assertThat(thrown).isInstanceOf(ConfigurationException.class);
    return ((ConfigurationException) thrown).problems();
  }

  @Test
  void all_problems_come_at_once_and_names_are_guessed() {
    assertThat(
            problems(
                Map.of(
                    "route.orders", "/api/orders -> http://api.example/orders",
                    "route.orders.methods", "GET TRACE",
                    "route.orders.method", "POST",
                    "route.orders.buffer", "1 million",
                    "route.carts", "/carts -> https://api.example/carts",
                    "route.carts.time-limit", "1ms",
                    "route.users.cache", "always",
                    "rout.orders", "/api/orders -> https://api.example/orders")))
        .containsExactlyInAnyOrder(
            "route.orders leads to another machine by plain http",
            "route.orders.methods lists what is no method for an API, such as GET or POST",
            "route.orders.method is unknown; did you mean route.orders.methods?",
            "route.orders.buffer is no size such as 500KiB, 10MiB or 1GiB",
            "route.carts begins at /carts, which no url-pattern of this servlet covers",
            "route.carts.time-limit is not between 100ms and 24h",
            "route.users is missing; say where it leads, as in /api/orders ->"
                + " https://api.example/orders",
            "route.users.cache is none of never, private",
            "rout.orders is unknown; did you mean route.orders?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/api/orders; is not of the form",
        "/api/orders => https://api.example; is not of the form",
        "api/orders -> https://api.example; does not begin with a plain path",
        "/api/../orders -> https://api.example; does not begin with a plain path",
        "/api/a%20b -> https://api.example; does not begin with a plain path",
        "/api/ -> https://api.example; does not begin with a plain path",
        "/api/orders -> /orders; does not lead to an address",
        "/api/orders -> ftp://api.example; does not lead to an address",
        "/api/orders -> https://user@api.example; does not lead to an address",
        "/api/orders -> https://api.example/?x=y; does not lead to an address",
        "/api/orders -> https://api.example/#x; does not lead to an address",
        "/api/orders -> https://api.example/a/../b; does not lead to an address",
        "/api/orders -> https:api.example; does not lead to an address",
      })
  void a_route_names_a_plain_path_and_a_fixed_address(String route, String complaint) {
    assertThat(problems(Map.of("route.orders", route)))
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("route.orders " + complaint));
  }

  @ParameterizedTest
  @CsvSource({
    "resource, orders, is no absolute URI without a fragment",
    "audience, a b, is no one word",
    "scope, 'a\"b', lists what is no scope",
    "methods, get, lists what is no method for an API",
    "methods, OPTIONS, lists what is no method for an API",
    "methods, CONNECT, lists what is no method for an API",
    "request-headers, Cookie, 'lists Cookie, which never passes'",
    "request-headers, authorization, 'lists authorization, which never passes'",
    "request-headers, DPoP, 'lists DPoP, which never passes'",
    "request-headers, X-Forwarded-For, 'lists X-Forwarded-For, which never passes'",
    "request-headers, Proxy-Authorization, 'lists Proxy-Authorization, which never passes'",
    "request-headers, Transfer-Encoding, 'lists Transfer-Encoding, which never passes'",
    "request-headers, X-HTTP-Method-Override, 'lists X-HTTP-Method-Override, which never passes'",
    "request-headers, a:b, lists what is no name of a header",
    "response-headers, Set-Cookie, 'lists Set-Cookie, which never passes'",
    "response-headers, DPoP-Nonce, 'lists DPoP-Nonce, which never passes'",
    "response-headers, WWW-Authenticate, 'lists WWW-Authenticate, which never passes'",
    "response-headers, Access-Control-Allow-Origin,"
        + " 'lists Access-Control-Allow-Origin, which never passes'",
    "response-headers, Location, 'lists Location, which never passes'",
    "content-types, text/html, lists text/html",
    "content-types, application/xhtml+xml, lists application/xhtml+xml",
    "content-types, json, is no type such as",
    "content-types, */*/*, is no type such as",
    "forwarded, yes, is neither true nor false",
    "max-request, 10MB, is no size such as",
    "max-response, 2000GiB, is not between 0 and 1024GiB",
  })
  void what_would_undo_the_protection_cannot_be_set(String part, String value, String complaint) {
    assertThat(
            problems(
                Map.of(
                    "route.orders",
                    "/api/orders -> https://api.example",
                    "route.orders." + part,
                    value)))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem).startsWith("route.orders." + part + " " + complaint));
  }

  @Test
  void a_relay_without_routes_is_a_mistake() {
    assertThat(problems(Map.of()))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("name at least one route"));
  }

  @Test
  void two_routes_cannot_begin_at_the_same_path() {
    assertThat(
            problems(
                Map.of(
                    "route.a", "/api/orders -> https://a.example",
                    "route.b", "/api/orders -> https://b.example")))
        .containsExactly("route.b begins at /api/orders, as another route does");
  }

  @Test
  void the_container_does_not_start_with_a_wrong_route() {
    try (Container container = Container.open()) {
      container.add(
          "/api/*",
          new ApiRelayServlet(),
          Map.of("route.orders", "/elsewhere -> https://api.example/orders"));
      assertThatThrownBy(
              () ->
                  container.start(
                      "/",
                      (request, response, chain) -> {},
                      Map.of(),
                      new ShopServlet(URI.create("https://api.example"))))
          .hasStackTraceContaining(
              "route.orders begins at /elsewhere, which no url-pattern of this servlet covers");
    }
  }

  @Test
  void the_longest_prefix_wins() {
    try (RawApi one = named("one");
        RawApi two = named("two");
        Shop shop =
            Shop.open(
                Shop.Kind.MEMORY,
                Map.of(),
                any ->
                    Map.of(
                        "route.all", "/api -> " + one.uri(""),
                        "route.orders", "/api/orders -> " + two.uri("/v2/")),
                client -> client.apiOrigins(Set.of(one.uri("/"), two.uri("/"))))) {
      var browser = shop.loggedIn();
      assertThat(ask(browser, shop.home().resolve("/api/orders/7")).body()).isEqualTo("two");
      assertThat(two.heads().get(0)).startsWith("GET /v2/7 HTTP/1.1");
      assertThat(ask(browser, shop.home().resolve("/api/orderslist")).body()).isEqualTo("one");
      assertThat(one.heads().get(0)).startsWith("GET /orderslist HTTP/1.1");
      assertThat(ask(browser, shop.home().resolve("/api")).body()).isEqualTo("one");
      assertThat(one.heads().get(1)).startsWith("GET / HTTP/1.1");
    }
  }

  private static RawApi named(String name) {
    return RawApi.start(
        (in, out) -> {
          RawApi.sayLength(out, name.length());
          RawApi.say(out, name);
        });
  }

  private static Page ask(dev.holdfast.testkit.Browser browser, URI uri) {
    return browser.send(
        java.net.http.HttpRequest.newBuilder(uri)
            .header("X-Requested-By", "shop")
            .header("Sec-Fetch-Site", "same-origin"));
  }

  @Test
  void a_route_to_an_origin_where_no_token_may_travel_calls_nobody() {
    try (RawApi api = named("never");
        Shop shop =
            Shop.open(
                Shop.Kind.MEMORY,
                Map.of(),
                any -> Map.of("route.orders", "/api/orders -> " + api.uri("/")),
                client -> client)) {
      Page page = ask(shop.loggedIn(), shop.home().resolve("/api/orders"));
      assertThat(page.status()).isEqualTo(502);
      assertThat(RelayShop.code(page)).isEqualTo("origin_not_allowed");
      assertThat(api.heads()).isEmpty();
    }
  }
}
