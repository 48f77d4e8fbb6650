package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a servlet sees of its user, in every kind of dispatch. */
class RequestTest {

  @Test
  void roles_come_from_the_claim_that_is_named() { // SRV-13
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("roles-claim", "realm_access.roles"))) {
      shop.provider
          .always()
          .onIdToken(claims -> claims.put("realm_access", Map.of("roles", List.of("buyer"))));
      assertThat(shop.loggedIn().get("/roles").body())
          .isEqualTo("admin=false buyer=true *=false **=true null=false");
    }
  }

  @Test
  void a_role_of_a_name_that_means_something_else_gives_nothing_more() { // SRV-13
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("roles-claim", "roles"))) {
      shop.provider.always().onIdToken(claims -> claims.put("roles", List.of("*", "**")));
      assertThat(shop.loggedIn().get("/roles").body())
          .isEqualTo("admin=false buyer=false *=false **=true null=false");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_servlet_gets_a_token_for_each_api(Shop.Kind kind) { // TX-02
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      String orders = browser.get("/token-for?resource=https://orders.example/").body();
      String bills = browser.get("/token-for?resource=https://bills.example/").body();
      assertThat(shop.provider.audienceOf(orders)).isEqualTo("https://orders.example/");
      assertThat(shop.provider.audienceOf(bills)).isEqualTo("https://bills.example/");
      assertThat(browser.get("/token-for?resource=https://orders.example/").body())
          .isEqualTo(orders);
    }
  }

  @Test
  void code_that_speaks_pac4j_finds_its_profile() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      assertThat(shop.loggedIn().get("/pac4j").body()).isEqualTo("[alice]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_asynchronous_servlet_keeps_its_user(Shop.Kind kind) { // SRV-05, SRV-06, SRV-07
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      int before = shop.store.loads();
      assertThat(browser.get("/async").body()).startsWith("alice alice OIDC");
      assertThat(shop.store.loads() - before).isEqualTo(1);
      shop.time.advance(Duration.ofMinutes(6));
      Page page = browser.get("/async-token");
      assertThat(page.body()).isEqualTo("token DPoP");
      assertThat(page.setCookies()).hasSize(kind == Shop.Kind.COOKIE ? 1 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_error_page_knows_the_user(Shop.Kind kind) { // SRV-03, SRV-04
    try (Shop shop = Shop.open(kind, Map.of("public", "/missing"))) {
      Browser browser = shop.loggedIn();
      Page failed = browser.get("/fail");
      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.body()).isEqualTo("error page for alice");
      assertThat(browser.get("/missing").body()).isEqualTo("error page for alice");
      Page anonymous = shop.browser().navigate("/missing");
      assertThat(anonymous.status()).isEqualTo(404);
      assertThat(anonymous.body()).isEqualTo("error page for nobody");
    }
  }

  @Test
  void a_session_on_the_server_is_refreshed_whatever_became_of_the_response() { // SRV-09
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(6));
      assertThat(browser.get("/committed").body()).isEqualTo("token DPoP");
      assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(2);
    }
  }

  @Test
  void a_session_that_cannot_be_renewed_leaves_its_cookie_to_other_tabs() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(6));
      shop.provider.endLogins();
      Page page = browser.get("/token");
      assertThat(page.status()).isEqualTo(401);
      assertThat(page.setCookies()).isEmpty();
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void a_session_that_no_longer_fits_is_used_as_it_is() {
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.store.fillUp();
      shop.time.advance(Duration.ofMinutes(6));
      Page page = browser.get("/whoami");
      assertThat(page.body()).startsWith("alice");
      assertThat(page.setCookies()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void many_requests_with_an_expired_token_refresh_it_once(Shop.Kind kind) { // CK-15, REF
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(6));
      String cookies =
          browser.cookies().entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .reduce((a, b) -> a + "; " + b)
              .orElseThrow();
      ExecutorService threads = Executors.newFixedThreadPool(32);
      List<Page> pages;
      try {
        pages =
            IntStream.range(0, 32)
                .mapToObj(
                    n ->
                        CompletableFuture.supplyAsync(
                            () ->
                                shop.browser()
                                    .send(
                                        HttpRequest.newBuilder(shop.home().resolve("/token"))
                                            .header("Cookie", cookies)),
                            threads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
      } finally {
        threads.shutdown();
      }
      assertThat(pages).extracting(Page::body).containsOnly("token DPoP");
      assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(2); // the login's, and one more
      assertThat(pages.stream().flatMap(page -> page.setCookies().stream()).distinct())
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void a_body_reaches_the_application_whole() { // SRV-17
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      assertThat(shop.loggedIn().post("/order", Map.of("item", "1")).body())
          .isEqualTo("ordered item=1");
    }
  }

  @Test
  void a_servlet_of_a_public_page_can_ask_for_a_login() { // SRV-14
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/authenticate"))) {
      assertThat(shop.browser().open("/authenticate").body()).isEqualTo("in");
    }
  }

  @Test
  void an_application_below_a_context_path_works_the_same() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("context", "/shop"))) {
      Browser browser = shop.browser();
      assertThat(browser.open("/shop/orders?id=1").body())
          .isEqualTo("alice alice OIDC at /shop/orders?id=1");
      assertThat(browser.open("/shop/auth/login?return_to=/shop/auth/logout").uri().getPath())
          .isEqualTo("/shop/");
      assertThat(browser.open("/shop/auth/login?return_to=/shop").uri().getPath())
          .startsWith("/shop");
      for (String elsewhere : List.of("/", "/shopping", "/orders")) {
        assertThat(landing(browser, "/shop/auth/login?return_to=" + elsewhere))
            .isEqualTo(shop.home().resolve("/shop/"));
      }
    }
  }

  private static URI landing(Browser browser, String login) {
    return browser.follow(browser.follow(browser.navigate(login))).location().orElseThrow();
  }

  @Test
  void a_silent_store_logs_nobody_out() { // SES-12, SES-13
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/public/*"))) {
      Browser browser = shop.loggedIn();
      shop.provider.forgetRequests();
      shop.store.breakDown();
      Page page = browser.navigate("/whoami");
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isPresent();
      assertThat(page.header("Location")).isEmpty();
      assertThat(page.setCookies()).isEmpty();
      assertThat(shop.provider.requests()).isEmpty();
      assertThat(browser.get("/public/a").body()).startsWith("nobody");
      shop.store.repair();
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest // SRV-27
  @ValueSource(
      strings = {"Expect: 100-continue", "Connection: Upgrade\r\nUpgrade: other/1", "Accept: */*"})
  void a_request_without_a_session_is_refused_before_its_body_is_read(String line)
      throws IOException {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY);
        RawBrowser browser = RawBrowser.connect(shop.home())) {
      String head = browser.ask("POST", "/order", "Content-Length: 1073741824", line).head();
      assertThat(head).startsWith("HTTP/1.1 401 ");
      assertThat(shop.servlet.orders).hasValue(0);
    }
  }
}
