package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is sent to log in, and where a login may lead. */
class LoginRulesTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY);
  private final Browser browser = shop.browser();

  @AfterEach
  void close() {
    shop.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(shop.home().resolve(path));
  }

  private void assertNoLogin(Page page) {
    assertThat(page.header("Location")).isEmpty();
    assertThat(page.setCookies()).isEmpty();
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(shop.provider.requests(Endpoint.PAR)).isEmpty();
  }

  @Test
  void a_script_is_told_in_json() { // TXN-01
    Page page = browser.get("/orders");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.header("Content-Type").orElse("")).startsWith("application/json");
    assertThat(page.body()).startsWith("{\"error\":{\"code\":\"session_required\",\"message\":");
    assertNoLogin(page);
  }

  @Test
  void a_browser_without_fetch_metadata_is_judged_by_what_it_accepts() { // TXN-01
    assertThat(browser.send(to("/orders").header("Accept", "text/html")).status()).isEqualTo(303);
    assertThat(browser.send(to("/orders").header("Accept", "*/*")).status()).isEqualTo(401);
    assertThat(browser.send(to("/orders")).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iframe", "image", "script", "object"})
  void what_is_no_page_of_its_own_starts_no_login(String destination) { // TXN-01
    assertNoLogin(
        browser.send(
            to("/orders")
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", destination)));
  }

  @Test
  void a_prefetch_starts_no_login() { // TXN-02, A74
    for (String header : new String[] {"Sec-Purpose", "Purpose"}) {
      Page page =
          browser.send(
              to("/orders")
                  .header(header, "prefetch;prerender")
                  .header("Accept", "text/html")
                  .header("Sec-Fetch-Mode", "navigate")
                  .header("Sec-Fetch-Dest", "document"));
      assertThat(page.status()).isEqualTo(401);
      assertNoLogin(page);
    }
  }

  @Test
  void a_form_is_neither_carried_out_nor_sent_on() { // TXN-13, TXN-15, A70
    Page page =
        browser.send(
            to("/order")
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .POST(BodyPublishers.ofString("item=1")));
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("go back and send it again");
    assertThat(shop.servlet.orders).hasValue(0);
    assertNoLogin(page);
  }

  @Test
  void another_site_cannot_start_a_login_unseen() { // TXN-03
    Page image =
        browser.send(
            to("/auth/login?return_to=/x")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "no-cors")
                .header("Sec-Fetch-Dest", "image"));
    assertThat(image.status()).isEqualTo(403);
    assertNoLogin(image);
    Page led =
        browser.send(
            to("/auth/login?return_to=/x")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document"));
    assertThat(led.status()).isEqualTo(403);
  }

  @Test
  void whoever_asks_for_a_login_outright_gets_one() {
    Page page = browser.send(to("/auth/login").header("Accept", "*/*"));
    assertThat(page.status()).isEqualTo(303);
    Page fetched =
        browser.send(
            to("/auth/login")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "cors")
                .header("Sec-Fetch-Dest", "empty"));
    assertThat(fetched.status()).isEqualTo(401);
  }

  @Test
  void no_parameter_of_a_browser_says_what_a_login_asks_for() { // AREQ-12
    String wishes =
        "prompt=none&acr_values=low&max_age=1&login_hint=bob&scope=all&resource=https://evil.example"
            + "&claims=%7B%7D&ui_locales=xx&response_mode=fragment&request=a.b.c&iss=https://evil.example";
    assertThat(browser.navigate("/auth/login?" + wishes).status()).isEqualTo(303);
    assertThat(browser.navigate("/orders?" + wishes).status()).isEqualTo(303);
    assertThat(shop.provider.requests(Endpoint.PAR)).hasSize(2);
    assertThat(shop.provider.requests(Endpoint.PAR))
        .allSatisfy(
            call ->
                assertThat(call.form())
                    .containsEntry("scope", "openid profile")
                    .doesNotContainKeys(
                        "prompt", "acr_values", "max_age", "login_hint", "resource", "claims")
                    .doesNotContainKeys("ui_locales", "response_mode", "request", "iss"));
  }

  @Test
  void the_login_address_takes_get_alone() { // SRV-26
    Page page = browser.post("/auth/login", Map.of());
    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).hasValue("GET");
    assertNoLogin(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.com",
        "///evil.com",
        "/\\evil.com",
        "\\/evil.com",
        "https://evil.com",
        "https:evil.com",
        "https:/evil.com",
        "HTTPS://evil.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "/%09/evil.com",
        "/%0a/evil.com",
        "\t//evil.com",
        " //evil.com",
        "/..//evil.com",
        "/.//evil.com",
        "/%5cevil.com",
        "/%2f%2fevil.com",
        "//good.example@evil.com",
        "https://good.example@evil.com/",
        "https://evil.com\\@good.example/",
        "http://[::1]/",
        "/a%00b",
        "/a\u2028",
        "\uff0f\uff0fevil.com",
        "/a%0d%0aSet-Cookie:x=1",
        "",
        "/auth/logout",
        "/auth/callback?code=x",
        "/auth/log%6fut",
        "/auth/logout;x",
        "/auth/login"
      })
  void an_unsafe_return_path_leads_to_the_default(String hostile) { // RED-01, RED-02, RED-04, A51
    assertThat(landing(hostile)).isEqualTo(shop.home().resolve("/"));
  }

  @Test
  void a_path_of_ten_kilobytes_leads_to_the_default() { // A51; beyond the container's own limit
    assertThat(landing("/" + "a".repeat(2048))).isEqualTo(shop.home().resolve("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/orders",
        "/orders?id=1&next=%2Ffoo",
        "/caf%C3%A9",
        "/search?q=https%3A%2F%2Fexample.org",
        "/a?b=//x"
      })
  void a_safe_return_path_is_kept(String path) { // RED-01
    assertThat(landing(path)).isEqualTo(shop.home().resolve(path));
  }

  @Test
  void a_fragment_is_dropped() { // RED-01
    assertThat(landing("/a/b#frag")).isEqualTo(shop.home().resolve("/a/b"));
  }

  private URI landing(String returnTo) {
    String query = URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
    Page start = browser.navigate("/auth/login?return_to=" + query);
    return browser.follow(browser.follow(start)).location().orElseThrow();
  }

  @Test
  void no_header_of_the_request_decides_where_the_application_is() { // SRV-18, A53
    Page start =
        browser.send(
            to("/orders")
                .header("Accept", "text/html")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example"));
    assertThat(shop.provider.requests(Endpoint.PAR).get(0).form())
        .containsEntry("redirect_uri", shop.home() + "/auth/callback");
    assertThat(browser.follow(browser.follow(start)).location())
        .hasValue(shop.home().resolve("/orders"));
  }

  @Test
  void a_browser_that_keeps_no_session_is_not_sent_round_for_ever() { // TXN-12
    Page page = browser.navigate("/orders");
    for (int i = 0; i < 3; i++) {
      assertThat(page.status()).isEqualTo(303);
      Page callback = browser.follow(browser.follow(page));
      assertThat(callback.status()).isEqualTo(303);
      browser.plant("loopback-session", "");
      page = browser.follow(callback);
    }
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("login_loop");
  }

  @Test
  void a_person_who_comes_and_goes_is_not_mistaken_for_a_loop() { // TXN-12
    for (int i = 0; i < 5; i++) {
      assertThat(browser.open("/whoami").status()).isEqualTo(200);
      assertThat(browser.post("/auth/logout", Map.of()).status()).isEqualTo(200);
    }
  }

  @Test
  void who_wrote_nonsense_as_their_picture_is_a_user_all_the_same() { // TOK-04
    shop.provider
        .next()
        .onIdToken(
            claims -> {
              claims.put("picture", "http://a b/%zz");
              claims.put("profile", "::::");
              claims.put("locale", 7);
              claims.put("updated_at", "yesterday");
            });
    assertThat(browser.open("/whoami").body()).startsWith("alice ");
    assertThat(browser.get("/pac4j").body()).isEqualTo("[alice]");
  }
}
