package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A session whose cookie comes along from pages of this site alone. */
@ParameterizedClass
@EnumSource
class StrictCookieTest {
  private static final String NAME = "loopback-session";
  private static final Map<String, String> STRICT =
      Map.of("session-cookie-same-site", "Strict", "public", "/whoami /authenticate");
  private static final Pattern REFRESH =
      Pattern.compile("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]+)\">");

  private final Shop.Kind kind;
  private final Shop shop;

  StrictCookieTest(Shop.Kind kind) {
    this.kind = kind;
    this.shop = Shop.open(kind, STRICT);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** A page that goes on by itself, and what it asks for as a page of this site. */
  private static Page goOn(Browser browser, Page page) {
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("<script");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
    Matcher refresh = REFRESH.matcher(page.body());
    assertThat(refresh.find()).as(page.body()).isTrue();
    return own(browser, URI.create(refresh.group(1).replace("&amp;", "&")));
  }

  /** Asks as a page of this site does. */
  private static Page own(Browser browser, URI uri) {
    return browser.send(
        HttpRequest.newBuilder(uri)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Accept", "text/html")
            .GET());
  }

  private Page own(Browser browser, String path) {
    return own(browser, shop.home().resolve(path));
  }

  private Page arrive(Browser browser, String path) {
    return browser.arrive(shop.home().resolve(path));
  }

  /** Through a login that has begun, up to the answer that sets the session's cookie. */
  private static Page login(Browser browser, Page started) {
    Page provider = browser.arrive(started.location().orElseThrow());
    Page callback = browser.arrive(provider.location().orElseThrow());
    assertThat(callback.status()).isEqualTo(303);
    assertThat(callback.setCookies()).noneMatch(cookie -> cookie.startsWith(NAME + "="));
    Page between = browser.arrive(callback.location().orElseThrow());
    assertThat(between.uri().toString()).doesNotContain("code=").doesNotContain("state=");
    return goOn(browser, between);
  }

  private Browser loggedIn() {
    Browser browser = shop.browser();
    login(browser, own(browser, "/roles"));
    return browser;
  }

  @Test
  void after_a_login_the_page_sees_the_session() { // CK-06, CB-09
    Browser browser = shop.browser();
    Page landed = login(browser, own(browser, "/roles?a=b&c"));
    assertThat(landed.setCookies())
        .anyMatch(cookie -> cookie.matches(NAME + "=\\S+; Path=/; HttpOnly; SameSite=Strict"));
    assertThat(landed.setCookies())
        .filteredOn(cookie -> !cookie.startsWith(NAME + "="))
        .isNotEmpty()
        .allMatch(cookie -> cookie.contains("SameSite=Lax"));
    assertThat(landed.location()).hasValue(shop.home().resolve("/roles?a=b&c"));
    assertThat(own(browser, landed.location().orElseThrow()).status()).isEqualTo(200);
    assertThat(arrive(browser, "/whoami").body()).startsWith("nobody");
  }

  @Test
  void the_login_cookie_comes_back_from_the_provider() { // CK-05, CK-06
    Page started = own(shop.browser(), "/roles");
    assertThat(started.setCookies())
        .singleElement()
        .asString()
        .startsWith("loopback-login-")
        .contains("SameSite=Lax");
  }

  @Test
  void a_link_from_outside_leads_to_the_page_without_a_second_login() { // CK-07
    Browser browser = loggedIn();
    shop.provider.forgetRequests();
    Page led = arrive(browser, "/roles?a=b&c");
    assertThat(led.status()).isEqualTo(303);
    assertThat(led.setCookies()).isEmpty();
    Page between = browser.arrive(led.location().orElseThrow());
    assertThat(between.setCookies()).noneMatch(cookie -> cookie.startsWith(NAME + "="));
    Page page = goOn(browser, between);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.uri()).isEqualTo(shop.home().resolve("/roles?a=b&c"));
    assertThat(shop.provider.requests(Endpoint.PAR)).isEmpty();
    assertThat(browser.cookies()).containsKey(NAME).doesNotContainKey(NAME + "-arrived");
  }

  @Test
  void the_same_link_again_and_again_does_the_same() { // CK-07
    Browser browser = loggedIn();
    for (int i = 0; i < 4; i++) {
      Page led = arrive(browser, "/roles");
      assertThat(goOn(browser, browser.arrive(led.location().orElseThrow())).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_link_from_outside_leads_who_is_not_logged_in_to_a_login() { // CK-07
    Browser browser = shop.browser();
    Page between = browser.arrive(arrive(browser, "/roles").location().orElseThrow());
    Page landed = login(browser, goOn(browser, between));
    assertThat(landed.location()).hasValue(shop.home().resolve("/roles"));
  }

  @Test
  void nobody_is_led_round_twice() { // CK-07
    Browser browser = shop.browser();
    browser.arrive(arrive(browser, "/roles").location().orElseThrow());
    Page again = arrive(browser, "/roles"); // as if the page in between were another site's
    assertThat(again.location().orElseThrow().toString())
        .startsWith(shop.provider.uri(Endpoint.AUTHORIZE).toString());
  }

  @Test
  void a_page_that_asks_for_a_login_itself_finds_the_session_first() { // CK-07
    Browser browser = loggedIn();
    Page led = arrive(browser, "/authenticate");
    assertThat(goOn(browser, browser.arrive(led.location().orElseThrow())).body()).isEqualTo("in");
  }

  @Test
  void the_page_in_between_leads_to_pages_of_the_application_only() { // RED-01
    for (String target :
        new String[] {
          "https://evil.example/", "//evil.example", "/auth/logout", "/auth/callback"
        }) {
      Page page = arrive(shop.browser(), "/auth/login?arrive=" + target);
      assertThat(page.body()).doesNotContain("refresh").doesNotContain("evil");
    }
  }

  @Test
  void a_script_is_not_led_round() {
    Page page = shop.browser().get("/roles");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("session_required");
  }

  @Test
  void the_next_login_ends_the_session_before() { // SES-03
    Browser browser = loggedIn();
    String former = browser.cookie(NAME).orElseThrow();
    login(browser, own(browser, "/auth/login?return_to=/roles"));
    Browser thief = shop.browser();
    thief.plant(NAME, former);
    assertThat(own(thief, "/roles").status()).isEqualTo(303);
    assertThat(own(browser, "/roles").status()).isEqualTo(200);
  }

  @Test
  void what_is_carried_is_an_answer_or_refused() {
    for (String query :
        new String[] {"arrived=x", "arrived=", "answer=x", "answer=", "code=a&state=b&code=c"}) {
      Page page = arrive(shop.browser(), "/auth/callback?" + query);
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).contains("callback_invalid").doesNotContain("refresh");
    }
  }

  @Test
  void a_posted_answer_arrives_the_same_way() { // CK-05, CK-06
    try (Shop posted =
        Shop.open(
            kind,
            STRICT,
            shop -> Map.of(),
            client -> client.logins(builder -> builder.responseMode(ResponseMode.FORM_POST)))) {
      Browser browser = posted.browser();
      Page started = own(browser, posted.home().resolve("/roles"));
      Page form = browser.arrive(started.location().orElseThrow());
      Page carried = browser.submit(form);
      Page landed = goOn(browser, browser.arrive(carried.location().orElseThrow()));
      assertThat(own(browser, landed.location().orElseThrow()).status()).isEqualTo(200);
    }
  }

  @Test
  void under_fapi_a_link_from_outside_still_asks_first() throws JOSEException { // TXN-03
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    PrivateJwk own = PrivateJwk.parse(key.toJSONString());
    try (Shop wary =
        Shop.open(
            kind,
            STRICT,
            shop -> Map.of(),
            client ->
                client
                    .profile(Profile.FAPI2)
                    .authenticateWith(new ClientAuthentication.PrivateKeyJwt(own)))) {
      wary.provider.client(FakeClient.withKey("shop", key));
      Browser browser = wary.browser();
      Page led = browser.arrive(wary.home().resolve("/roles"));
      Page asked = goOn(browser, browser.arrive(led.location().orElseThrow()));
      assertThat(asked.status()).isEqualTo(200);
      assertThat(asked.body()).contains("A link on another site has brought you here");
      Page started = own(browser, wary.home().resolve("/auth/login?return_to=/roles"));
      assertThat(login(browser, started).location()).hasValue(wary.home().resolve("/roles"));
    }
  }
}
