package dev.holdfast.servlet;

import static dev.holdfast.servlet.RelayShop.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach an API, and as what (BFF-03 to BFF-09, A53, A56, A57). */
class RelayAdmissionTest {
  private static RelayShop shop;

  @BeforeAll
  static void open() {
    shop = RelayShop.open(Map.of("methods", "GET HEAD POST"));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static void assertNothingArrives(int before) {
    assertThat(shop.api().requests()).hasSize(before);
  }

  @Test
  void a_script_reaches_the_api_as_its_user() {
    Page page = shop.get("/api/orders/7?state=open");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("\"path\":\"/v1/orders/7\"").contains("\"user\":\"alice\"");
    RecordedCall last = shop.lastCall();
    assertThat(last.call().target()).hasToString("/v1/orders/7?state=open");
    assertThat(last.call().header("Authorization").orElseThrow()).startsWith("DPoP ");
  }

  @Test
  void a_body_goes_along() {
    Page page = shop.post("/api/orders", "{\"what\":\"a tent\"}");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("\"bodyLength\":17").contains("\"method\":\"POST\"");
  }

  @Test
  void a_head_has_the_length_and_no_body() {
    Page page = shop.browser().send(shop.script("HEAD", "/api/orders", null));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEmpty();
  }

  @Test
  void bff_03_without_the_header_nothing_passes_not_even_a_get() {
    int before = shop.api().requests().size();
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(shop.shop().home().resolve("/api/orders"))
            .header("Sec-Fetch-Site", "same-origin")
            .header("Sec-Fetch-Mode", "cors");
    Page page = shop.browser().send(bare);
    assertThat(page.status()).isEqualTo(403);
    assertThat(code(page)).isEqualTo("cross_site_refused");
    assertNothingArrives(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", "same-origin, same-origin"})
  void bff_04_a_page_from_elsewhere_is_refused(String site) {
    int before = shop.api().requests().size();
    Page page =
        shop.browser()
            .send(
                shop.script("POST", "/api/orders", BodyPublishers.ofString("x"))
                    .setHeader("Sec-Fetch-Site", site));
    assertThat(page.status()).isEqualTo(403);
    assertNothingArrives(before);
  }

  @ParameterizedTest
  @CsvSource({"POST,own,200", "POST,null,403", "POST,http://evil.example,403", "POST,,403"})
  void bff_04_an_older_browser_proves_it_by_the_origin(String method, String origin, int status)
      throws IOException {
    String line = origin == null ? "X-Other: y" : "Origin: " + origin;
    if ("own".equals(origin)) {
      line = "Origin: " + shop.shop().home();
    }
    try (RawBrowser old = shop.raw()) {
      old.askAsOlder(method, "/api/orders", line, "Content-Length: 0");
      assertThat(old.head()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void bff_05_a_form_reaches_no_api_whatever_token_it_brings() {
    int before = shop.api().requests().size();
    Page page = shop.browser().post("/api/orders", Map.of("csrf", "a token of another session"));
    assertThat(page.status()).isEqualTo(403);
    assertNothingArrives(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "https://evil.example", "own"})
  void bff_06_no_origin_is_granted_anything(String origin) {
    String sender = origin.equals("own") ? shop.shop().home().toString() : origin;
    int before = shop.api().requests().size();
    try (RawBrowser browser = shop.raw()) {
      browser.ask(
          "OPTIONS",
          "/api/orders",
          "Origin: " + sender,
          "Access-Control-Request-Method: POST",
          "Access-Control-Request-Headers: x-requested-by");
      String head = browser.head();
      assertThat(head).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD, POST");
      assertThat(head.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertNothingArrives(before);
  }

  @Test
  void bff_07_what_is_not_listed_changes_nothing() {
    int before = shop.api().requests().size();
    for (String method : new String[] {"DELETE", "PUT", "PATCH", "TRACE", "OPTIONS", "BREW"}) {
      Page page =
          shop.browser()
              .send(
                  shop.script(method, "/api/orders", null)
                      .header("Origin", shop.shop().home().toString())
                      .header("X-HTTP-Method-Override", "GET"));
      assertThat(page.status()).as(method).isEqualTo(405);
      assertThat(page.header("Allow")).hasValue("GET, HEAD, POST");
    }
    assertNothingArrives(before);
  }

  @Test
  void bff_07_no_header_makes_a_get_into_something_else() {
    shop.browser()
        .send(
            shop.script("GET", "/api/orders", null)
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-HTTP-Method", "DELETE")
                .header("X-Method-Override", "DELETE"));
    RecordedCall last = shop.lastCall();
    assertThat(last.method()).isEqualTo("GET");
    assertThat(last.headers()).doesNotContainKeys("X-HTTP-Method", "X-Method-Override");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orders/..%2f..%2fadmin",
        "/api/orders/%2e%2e/admin",
        "/api/orders/..;/admin",
        "/api/orders/../../admin",
        "/api//evil.com",
        "/api/orders//evil.com",
        "/api/@evil",
        "/api/orders@evil",
        "/api/orders/@evil.com/",
        "/api/orders/x;jsessionid=1/../y",
        "/api/orders;x=1",
        "/api/orders/a\\b",
        "/api/orders/a%5cb",
        "/api/orders/a%00b",
        "/api/orders/a%0d%0aHost:evil",
        "/api/orders/%c0%ae%c0%ae/admin",
        "/api/orders/%ff",
        "/api/orders/%252e%252e/admin",
        "/api/orders/a%3bb",
        "/api/orders/a%c2%80b",
        "/api/orders/%zz",
        "/api/orders/{x}",
        "/api/orders/./x",
        "/api/orders/http://evil.example/x"
      })
  void bff_08_bff_09_a_doubtful_path_goes_nowhere(String path) throws IOException {
    int before = shop.api().requests().size();
    try (RawBrowser browser = shop.raw()) {
      browser.ask("GET", path);
      assertThat(browser.head()).as(path).startsWith("HTTP/1.1 400 ");
    }
    assertNothingArrives(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/api/orders", "CONNECT"})
  void bff_08_the_browser_names_no_host(String target) throws IOException {
    int before = shop.api().requests().size();
    try (RawBrowser browser = shop.raw()) {
      if (target.equals("CONNECT")) {
        browser.ask("CONNECT", "evil.example:443");
        assertThat(browser.head()).doesNotStartWith("HTTP/1.1 2");
        assertNothingArrives(before);
      } else {
        browser.ask("GET", target, "X-Forwarded-Host: evil.example", "Forwarded: host=evil");
        String head = browser.head(); // absolute form: the path counts, the host does not
        assertThat(head).matches("(?s)HTTP/1.1 (200|400) .*");
        assertThat(shop.api().requests().size() - before).isLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/orderskeeper", "/api/other", "/api/Orders", "/api"})
  void bff_08_what_no_route_covers_is_not_found(String path) {
    int before = shop.api().requests().size();
    Page page = shop.get(path);
    assertThat(page.status()).isEqualTo(404);
    assertThat(code(page)).isEqualTo("route_unknown");
    assertNothingArrives(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orders, /v1/orders",
    "/api/orders/, /v1/orders/",
    "/api/%6frders/a%20b, /v1/orders/a%20b",
    "/api/orders/caf%C3%A9, /v1/orders/caf%C3%A9",
    "/api/orders/a%40b%3Fc%23d, /v1/orders/a%40b%3Fc%23d",
    "/api/orders/a:b(c)!, /v1/orders/a:b(c)!",
    "/api/orders/%7e%61, /v1/orders/~a",
  })
  void bff_09_a_plain_path_is_written_anew(String asked, String sent) {
    assertThat(shop.get(asked).status()).isEqualTo(200);
    RecordedCall last = shop.lastCall();
    assertThat(last.call().target().getRawPath()).isEqualTo(sent);
  }

  @Test
  void what_browsers_leave_as_it_is_in_a_query_is_encoded() throws IOException {
    try (RawBrowser browser = shop.raw()) {
      browser.ask("GET", "/api/orders?a[b]={c}|d^e`f&g=%C3%A9+%2f//");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
    }
    RecordedCall last = shop.lastCall();
    assertThat(last.call().target().getRawQuery())
        .isEqualTo("a%5Bb%5D=%7Bc%7D%7Cd%5Ee%60f&g=%C3%A9+%2f//");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/orders?a=%", "/api/orders?a=%4", "/api/orders?a=%gg"})
  void a_query_that_encodes_nothing_is_refused(String path) throws IOException {
    try (RawBrowser browser = shop.raw()) {
      browser.ask("GET", path);
      assertThat(browser.head()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void without_a_session_there_is_401_and_never_a_login() {
    var stranger = shop.shop().browser();
    Page script = stranger.send(shop.script("GET", "/api/orders", null));
    assertThat(script.status()).isEqualTo(401);
    assertThat(code(script)).isEqualTo("session_required");
    assertThat(script.location()).isEmpty();

    Page old =
        stranger.send(
            HttpRequest.newBuilder(shop.shop().home().resolve("/api/orders"))
                .header("X-Requested-By", "shop")
                .header("Accept", "text/html"));
    assertThat(old.status()).isEqualTo(401);
    assertThat(old.location()).isEmpty();
  }

  @Test
  void without_a_session_the_body_is_not_even_asked_for() throws IOException { // SRV-27
    try (RawBrowser browser = RawBrowser.connect(shop.shop().home())) {
      browser.ask("POST", "/api/orders", "Content-Length: 1073741824", "Expect: 100-continue");
      assertThat(browser.head()).startsWith("HTTP/1.1 401 ");
    }
  }
}
