package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users and servlets meet, in the container of this round. */
@TestInstance(Lifecycle.PER_CLASS)
class JourneysTest {
  private final Shop shop = Shop.open(Map.of("public", "/public/* /missing"));

  @AfterAll
  void close() {
    shop.close();
  }

  @Test
  void this_is_the_container_that_it_should_be() { // SRV-01
    assertThat(shop.browser().get("/public/server").body()).startsWith(Container.name());
  }

  @Test
  void a_deep_link_leads_through_the_login_and_back() {
    Browser browser = shop.browser();
    Page page = browser.open("/orders?id=1&next=%2Ffoo");
    assertThat(page.uri()).isEqualTo(URI.create(shop.home() + "/orders?id=1&next=%2Ffoo"));
    assertThat(page.body()).isEqualTo("alice alice OIDC");
    assertThat(browser.refusedCookies()).isEmpty();
  }

  @Test
  void roles_are_the_claims() {
    assertThat(shop.loggedIn().get("/roles").body()).isEqualTo("true false");
  }

  @Test
  void the_session_cookie_is_hidden_from_the_application() {
    Browser browser = shop.loggedIn();
    assertThat(browser.get("/cookies").body()).isEqualTo("[] 0");
    browser.plant("theme", "dark");
    assertThat(browser.get("/cookies").body()).isEqualTo("[theme=dark] 1");
  }

  @Test
  void a_servlet_gets_a_token() {
    assertThat(shop.loggedIn().get("/token").body()).startsWith("alice DPoP ");
  }

  @ParameterizedTest
  @CsvSource({"/missing,404", "/async-missing,404", "/fail,500"})
  void an_error_page_knows_the_user(String path, int status) {
    Page page = shop.loggedIn().get(path);
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.body()).isEqualTo("error page for alice");
  }

  @Test
  void an_error_page_without_a_user_knows_nobody() {
    Page page = shop.browser().get("/missing");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body()).isEqualTo("error page for nobody");
  }

  @ParameterizedTest
  @CsvSource({"/forward,alice alice OIDC", "/include,included: alice alice OIDC"})
  void a_request_that_is_passed_on_keeps_its_user(String path, String body) {
    assertThat(shop.loggedIn().get(path).body()).isEqualTo(body);
  }

  /** Its cookie goes, and a mark says that its user has left. */
  private static void assertSessionTaken(Page page) {
    assertThat(page.setCookies())
        .hasSize(2)
        .anyMatch(cookie -> cookie.contains("Max-Age=0"))
        .anyMatch(cookie -> cookie.contains("-silent=1;"));
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void every_way_to_redirect_carries_the_cookies(int variant) { // SRV-10
    Page page = shop.loggedIn().get("/redirect?variant=" + variant);
    assertThat(page.location()).contains(URI.create(shop.home() + "/public/server"));
    assertSessionTaken(page);
  }

  static IntStream redirects() {
    return IntStream.range(0, Redirects.variants().size());
  }

  @Test
  void the_next_filter_meets_the_user() { // SRV-02
    assertThat(shop.loggedIn().get("/whoami").header("X-Second-Filter")).contains("met alice");
    assertThat(shop.browser().get("/whoami").header("X-Second-Filter")).isEmpty();
  }

  @Test
  void what_the_container_guards_itself_stays_shut() { // SRV-15
    Page page = shop.loggedIn().get("/constrained/page");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.header("WWW-Authenticate").orElseThrow()).startsWithIgnoringCase("Basic");
    assertThat(page.header("X-Reached")).isEmpty();
  }

  @Test
  void nothing_is_written_within_an_include() { // SRV-12
    Page page = shop.browser().navigate("/public/include");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("included: nobody null null");
    assertThat(page.location()).isEmpty();
    assertThat(page.setCookies()).isEmpty();
    assertThat(shop.loggedIn().get("/include").setCookies()).isEmpty();
  }

  @Test
  void the_containers_own_session_is_kept_as_carefully() { // SRV-20
    assumeFalse(Container.name().startsWith("Undertow")); // it asks for this before filters start
    Page page = shop.browser().get("/public/cart?add=a");
    assertThat(page.setCookies())
        .singleElement()
        .satisfies(
            cookie ->
                assertThat(cookie)
                    .startsWith("JSESSIONID=")
                    .containsIgnoringCase("HttpOnly")
                    .containsIgnoringCase("SameSite=Lax"));
    assertThat(shop.browser().get("/public/address").body()).isEqualTo("/whoami");
  }

  @Test
  void a_logout_is_final() {
    Browser browser = shop.loggedIn();
    Map<String, String> stolen = browser.cookies();
    assertThat(browser.post("/auth/logout", Map.of()).status()).isEqualTo(200);
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
    stolen.forEach(browser::plant);
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void a_servlet_can_log_out() { // SRV-14
    Browser browser = shop.loggedIn();
    assertThat(browser.get("/logout-here").body()).isEqualTo("nobody null null");
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"/logout-missing,error page for nobody", "/logout-reset,nobody null null"})
  void the_end_of_a_cookie_survives_errors_and_resets(String path, String body) {
    Browser browser = shop.loggedIn();
    Page page = browser.get(path);
    assertThat(page.body()).isEqualTo(body);
    assertSessionTaken(page);
    assertThat(page.header("Cache-Control").orElseThrow()).contains("no-store");
  }

  @Test
  void the_provider_can_log_out_without_the_browser() {
    Browser one = shop.loggedIn();
    Browser other = shop.loggedIn();
    String sid = one.get("/sid").body();
    String token = shop.provider.logoutToken("shop", claims -> claims.put("sid", sid));
    Page answer =
        shop.browser()
            .send(
                HttpRequest.newBuilder(URI.create(shop.home() + "/auth/backchannel-logout"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        BodyPublishers.ofString(
                            "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(one.get("/whoami").status()).isEqualTo(401);
    assertThat(other.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  void a_servlet_takes_no_password() { // SRV-14
    Browser browser = shop.loggedIn();
    assertThat(browser.get("/password").body()).isEqualTo("refused");
  }

  @Test
  void a_servlet_of_a_public_page_can_ask_for_a_login() { // SRV-14
    assertThat(shop.browser().open("/public/authenticate").body()).isEqualTo("alice alice OIDC");
  }

  @Test
  void what_the_container_keeps_gets_a_new_id_at_a_login() {
    Browser browser = shop.browser();
    browser.get("/public/cart?add=a");
    String id = browser.cookie("JSESSIONID").orElseThrow();
    browser.open("/whoami");
    assertThat(browser.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(id);
    assertThat(browser.get("/public/cart?add=b").body()).isEqualTo("ab");
  }

  @Test
  void what_a_user_left_in_the_container_is_not_for_the_next() {
    Browser browser = shop.loggedIn();
    browser.get("/public/cart?add=a");
    browser.get("/logout-here");
    shop.provider.user("bob");
    browser.open("/whoami");
    shop.provider.user("alice");
    assertThat(browser.get("/public/cart?add=b").body()).isEqualTo("b");
  }
}
