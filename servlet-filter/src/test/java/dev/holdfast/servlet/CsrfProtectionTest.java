package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application's own requests must show where {@code csrf-protection} is on. */
@ParameterizedClass
@EnumSource
class CsrfProtectionTest {
  private final Shop shop;
  private final Browser browser;

  CsrfProtectionTest(Shop.Kind kind) {
    this.shop =
        Shop.open(
            kind,
            Map.of("csrf-protection", "true", "csrf-exempt", "/hook/*", "public", "/cart /order"));
    this.browser = shop.loggedIn();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String token() {
    return browser.get("/csrf").body();
  }

  /** A form of the shop's own page. */
  private Page buy(Map<String, String> fields) {
    return buy(browser, fields);
  }

  private static Page buy(Browser who, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("item", "Möhre");
    return who.post("/buy", form);
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(shop.home().resolve(path))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .method(method, BodyPublishers.ofString("{}"));
  }

  private HttpRequest.Builder script(String method, String path) {
    return request(method, path).header("Sec-Fetch-Site", "same-origin");
  }

  private void assertRefused(Page page, String code) {
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).startsWith("{\"error\":{\"code\":\"" + code + "\"");
    assertThat(shop.servlet.orders).hasValue(0);
  }

  @Test
  void a_form_with_its_token_passes() { // BFF-05
    assertThat(buy(Map.of("csrf_token", token())).body()).isEqualTo("bought Möhre");
  }

  @Test
  void a_form_without_one_does_not() { // BFF-05
    assertRefused(buy(Map.of()), "csrf_token_invalid");
    assertRefused(buy(Map.of("csrf_token", "")), "csrf_token_invalid");
  }

  @Test
  void a_token_looks_different_each_time_and_lasts_as_long_as_the_session() {
    String first = token();
    String second = token();
    assertThat(first).matches("[A-Za-z0-9_-]{86}").isNotEqualTo(second);
    assertThat(buy(Map.of("csrf_token", second)).status()).isEqualTo(200);
    shop.time.advance(java.time.Duration.ofMinutes(25));
    browser.get("/token"); // renews tokens, and the cookie where the session is in it
    assertThat(buy(Map.of("csrf_token", first)).status()).isEqualTo(200);
  }

  @Test
  void a_token_of_another_session_is_none() { // BFF-05
    String others = shop.loggedIn().get("/csrf").body();
    assertRefused(buy(Map.of("csrf_token", others)), "csrf_token_invalid");
  }

  @Test
  void a_token_of_before_the_login_is_none() { // BFF-05
    String before = token();
    browser.open("/auth/login?return_to=/whoami");
    assertRefused(buy(Map.of("csrf_token", before)), "csrf_token_invalid");
  }

  @Test
  void a_token_that_was_tampered_with_is_none() { // BFF-05
    String token = token();
    byte[] zeroes = new byte[64];
    String[] hostile = {
      token.substring(0, 85),
      token.substring(1),
      token + "A",
      token + "=",
      token.substring(43) + token.substring(0, 43),
      (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1),
      Base64.getUrlEncoder().withoutPadding().encodeToString(zeroes),
      "\u0000",
      "ü"
    };
    for (String each : hostile) {
      assertRefused(buy(Map.of("csrf_token", each)), "csrf_token_invalid");
    }
  }

  @Test
  void a_token_in_the_address_is_none() {
    Page page =
        browser.send(
            request("POST", "/buy?csrf_token=" + token())
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin"));
    assertRefused(page, "csrf_token_invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "REPORT", "post"})
  void a_script_shows_a_header_whatever_it_does(String method) { // BFF-03
    assertRefused(browser.send(script(method, "/order")), "csrf_token_invalid");
    assertRefused(
        browser.send(script(method, "/order").header("X-Requested-By", " ")), "csrf_token_invalid");
    String token = token();
    assertThat(browser.send(script(method, "/order").header("X-Requested-By", "shop")).body())
        .isEqualTo("ordered {}");
    assertThat(browser.send(script(method, "/order").header("X-CSRF-Token", token)).body())
        .isEqualTo("ordered {}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void no_token_helps_a_page_from_elsewhere(String site) { // BFF-03, BFF-04, A56
    HttpRequest.Builder elsewhere =
        request("POST", "/order")
            .header("Sec-Fetch-Site", site)
            .header("Origin", shop.home().toString())
            .header("X-Requested-By", "shop")
            .header("X-CSRF-Token", token());
    assertRefused(browser.send(elsewhere), "cross_site_refused");
  }

  @Test
  void an_older_browser_is_known_by_its_origin_alone() { // BFF-04
    HttpRequest.Builder silent = request("POST", "/order").header("X-CSRF-Token", token());
    assertRefused(browser.send(silent.copy()), "cross_site_refused");
    for (String origin : new String[] {"null", "https://evil.example", "http://127.0.0.1"}) {
      assertRefused(browser.send(silent.copy().header("Origin", origin)), "cross_site_refused");
    }
    assertThat(browser.send(silent.header("Origin", shop.home().toString())).status())
        .isEqualTo(200);
  }

  @Test
  void an_upload_shows_its_token_in_a_header_and_is_read_by_the_application_alone() {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n%s\r\n--x--\r\n";
    HttpRequest.Builder upload =
        script("POST", "/order")
            .setHeader("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofString(body.formatted(token())));
    assertRefused(browser.send(upload.copy()), "csrf_token_invalid");
    assertThat(browser.send(upload.header("X-CSRF-Token", token())).body())
        .startsWith("ordered --x");
  }

  @Test
  void a_form_whose_header_speaks_for_it_is_not_read() {
    HttpRequest.Builder form =
        script("POST", "/order")
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .header("X-CSRF-Token", token())
            .POST(BodyPublishers.ofString("item=1"));
    assertThat(browser.send(form).body()).isEqualTo("ordered item=1");
  }

  @Test
  void reading_shows_nothing() { // BFF-07
    for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
      assertThat(browser.send(request(method, "/whoami")).status()).isEqualTo(200);
    }
  }

  @Test
  void a_preflight_is_granted_nothing() { // BFF-06
    for (Browser each : new Browser[] {browser, shop.browser()}) {
      Page page =
          each.send(
              request("OPTIONS", "/order")
                  .header("Origin", "null")
                  .header("Sec-Fetch-Site", "cross-site")
                  .header("Access-Control-Request-Method", "POST")
                  .header("Access-Control-Request-Headers", "x-requested-by"));
      assertThat(page.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    }
  }

  @Test
  void who_is_not_logged_in_is_asked_for_nothing() {
    Browser nobody = shop.browser();
    assertThat(nobody.send(request("POST", "/order")).body()).isEqualTo("ordered {}");
    assertThat(nobody.send(request("POST", "/hook/a")).status()).isEqualTo(401);
  }

  @Test
  void an_exempt_path_is_asked_for_nothing_in_one_spelling_only() {
    assertThat(browser.send(request("POST", "/hook/a")).status()).isEqualTo(200);
    assertThat(browser.send(request("POST", "/hook/../buy")).status()).isEqualTo(400);
    assertRefused(browser.send(request("POST", "/buy")), "cross_site_refused");
  }

  @Test
  void a_request_is_judged_once_however_often_it_is_dispatched() {
    Page page = browser.send(script("POST", "/async").header("X-CSRF-Token", token()));
    assertThat(page.body()).startsWith("alice alice OIDC");
    Page failed = browser.send(script("POST", "/fail").header("X-CSRF-Token", token()));
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("error page for alice");
  }

  @Test
  void a_person_is_told_on_a_page() {
    Page page =
        browser.send(
            script("POST", "/order").setHeader("Accept", "text/html").header("Origin", "null"));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("This page is out of date").contains("csrf_token_invalid");
  }

  @Test
  void without_the_setting_nothing_is_asked_for() {
    try (Shop open = Shop.open(Shop.Kind.MEMORY)) {
      assertThat(buy(open.loggedIn(), Map.of()).status()).isEqualTo(200);
    }
  }

  @Test
  void exempting_from_nothing_is_a_mistake() {
    assertThatThrownBy(() -> FilterSettings.of(Map.of("csrf-exempt", "/hook/*")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("csrf-protection");
  }
}
