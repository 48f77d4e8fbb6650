package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a logout tells the provider and the browser, and how the browser comes back. */
class LogoutReturnTest {
  private static final String COOKIE = "loopback-session-return";

  private final Shop shop = open("/auth/logged-out", Map.of());
  private final Browser browser = shop.loggedIn();

  @AfterEach
  void close() {
    shop.close();
  }

  private static Shop open(String back, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("after-logout", "/bye");
    settings.put("public", "/bye");
    URI[] home = new URI[1];
    return Shop.open(
        Shop.Kind.MEMORY,
        settings,
        shop -> {
          home[0] = shop.home();
          return Map.of();
        },
        client -> client.postLogoutRedirectUri(home[0].resolve(back)));
  }

  private static Page logOut(Shop shop, Browser browser, String query, String form) {
    return browser.send(
        HttpRequest.newBuilder(shop.home().resolve("/auth/logout" + query))
            .header("Accept", "text/html")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private Page logOut() {
    return logOut(shop, browser, "", "");
  }

  private static Map<String, String> query(URI address) {
    Map<String, String> query = new HashMap<>();
    for (String pair : address.getQuery().split("&", -1)) {
      query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return query;
  }

  private void assertLeadsToTheUsualPlace(Page page) {
    assertThat(page.status()).isEqualTo(303);
    assertThat(page.location()).hasValue(shop.home().resolve("/bye"));
    assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void a_browser_comes_back_once() { // LO-02, LO-04
    Page logout = logOut();
    assertThat(query(logout.location().orElseThrow()))
        .containsKeys("state", "client_id", "id_token_hint")
        .containsEntry(
            "post_logout_redirect_uri", shop.home().resolve("/auth/logged-out").toString());
    assertThat(logout.setCookies())
        .anyMatch(
            cookie ->
                cookie.matches(
                    COOKIE
                        + "=[0-9]+\\.[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax;"
                        + " Max-Age=600"));
    Page provider = browser.follow(logout);
    Page back = browser.follow(provider);
    assertLeadsToTheUsualPlace(back);
    assertThat(browser.cookies()).doesNotContainKey(COOKIE);
    Page again = browser.follow(provider);
    assertLeadsToTheUsualPlace(again);
    assertThat(again.setCookies()).isEmpty();
  }

  @Test
  void a_return_that_nobody_began_changes_nothing() { // LO-04
    for (String query : new String[] {"", "?state=", "?state=forged", "?state=a&state=b"}) {
      Page page = browser.navigate("/auth/logged-out" + query);
      assertLeadsToTheUsualPlace(page);
      assertThat(page.setCookies()).isEmpty();
    }
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  void a_state_counts_with_its_own_cookie_only() { // LO-04
    Browser other = shop.loggedIn();
    URI others = logOut(shop, other, "", "").location().orElseThrow();
    URI own = logOut().location().orElseThrow();
    Page swapped = browser.navigate("/auth/logged-out?state=" + query(others).get("state"));
    assertLeadsToTheUsualPlace(swapped);
    assertThat(swapped.setCookies()).isEmpty();

    String kept = browser.cookie(COOKIE).orElseThrow();
    String state = query(own).get("state");
    String later = "9" + kept;
    for (String hostile : new String[] {"", ".", kept + "A", later, "x" + kept, "\"" + kept}) {
      browser.plant(COOKIE, hostile);
      assertThat(browser.navigate("/auth/logged-out?state=" + state).setCookies()).isEmpty();
    }
  }

  @Test
  void a_return_after_ten_minutes_is_none() { // LO-04
    String state = query(logOut().location().orElseThrow()).get("state");
    shop.time.advance(Duration.ofMinutes(10));
    Page late = browser.navigate("/auth/logged-out?state=" + state);
    assertLeadsToTheUsualPlace(late);
    assertThat(late.setCookies()).isEmpty();
  }

  @Test
  void a_page_of_the_applications_own_gets_no_state() {
    try (Shop own = open("/bye", Map.of())) {
      Page logout = logOut(own, own.loggedIn(), "", "");
      assertThat(query(logout.location().orElseThrow()))
          .doesNotContainKey("state")
          .containsEntry("post_logout_redirect_uri", own.home().resolve("/bye").toString());
    }
  }

  @Test
  void a_provider_without_a_logout_of_its_own_is_not_visited() { // LO-02
    try (Shop alone = open("/auth/logged-out", Map.of())) {
      alone.provider.always().at(Endpoint.DISCOVERY).omit("end_session_endpoint");
      Page logout = logOut(alone, alone.loggedIn(), "", "");
      assertThat(logout.location()).hasValue(alone.home().resolve("/bye"));
      assertThat(logout.setCookies()).noneMatch(cookie -> cookie.startsWith(COOKIE));
    }
  }

  @Test
  void nobody_but_the_settings_says_where_to() { // RED-06
    String evil = URLEncoder.encode("https://evil.example/", StandardCharsets.UTF_8);
    String wish =
        "post_logout_redirect_uri=%s&return_to=%s&state=mine&id_token_hint=x&client_id=x"
            .formatted(evil, evil);
    Page logout = logOut(shop, browser, "?" + wish, wish);
    assertThat(query(logout.location().orElseThrow()))
        .containsEntry(
            "post_logout_redirect_uri", shop.home().resolve("/auth/logged-out").toString())
        .containsEntry("client_id", "shop")
        .doesNotContainKey("return_to")
        .doesNotContainValue("mine")
        .doesNotContainValue("x");
    assertLeadsToTheUsualPlace(browser.navigate("/auth/logged-out?" + wish));
    assertLeadsToTheUsualPlace(logOut(shop, shop.browser(), "?" + wish, wish));
  }

  @Test
  void a_long_id_token_stays_out_of_the_address() { // LO-03
    shop.provider.idTokenBytes(6 * 1024);
    Page logout = logOut(shop, shop.loggedIn(), "", "");
    URI address = logout.location().orElseThrow();
    assertThat(address.toString()).hasSizeLessThan(500);
    assertThat(query(address))
        .containsEntry("client_id", "shop")
        .containsEntry("logout_hint", "alice")
        .doesNotContainKey("id_token_hint");
    assertThat(query(logOut().location().orElseThrow()))
        .containsKey("id_token_hint")
        .doesNotContainKey("logout_hint");
  }

  @Test
  void a_provider_that_names_its_users_for_a_logout_is_told_that_name() { // LO-03
    shop.provider.idTokenBytes(6 * 1024);
    shop.provider.always().onIdToken(claims -> claims.put("login_hint", "al:1"));
    Page logout = logOut(shop, shop.loggedIn(), "", "");
    assertThat(query(logout.location().orElseThrow())).containsEntry("logout_hint", "al:1");
  }

  @Test
  void the_browser_clears_what_the_application_wants_cleared() { // LO-05
    assertThat(logOut().header("Clear-Site-Data")).isEmpty();
    try (Shop clearing = open("/bye", Map.of("logout-clear-site-data", "cache storage"))) {
      Browser user = clearing.loggedIn();
      assertThat(user.get("/whoami").header("Clear-Site-Data")).isEmpty();
      assertThat(logOut(clearing, user, "", "").header("Clear-Site-Data"))
          .hasValue("\"cache\", \"storage\"");
      assertThat(user.post("/auth/logout", Map.of()).header("Clear-Site-Data")).isPresent();
      assertThat(user.get("/auth/logout").header("Clear-Site-Data")).isEmpty();
    }
  }

  @Test
  void cookies_are_never_cleared_by_the_handful() { // LO-05
    assertThatThrownBy(() -> FilterSettings.of(Map.of("logout-clear-site-data", "cache cookies")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("logout-clear-site-data");
  }

  @Test
  void nothing_watches_the_providers_session_in_a_frame() { // SM-01
    try (Shop watched = open("/bye", Map.of())) {
      URI frame = watched.provider.uri(Endpoint.USERINFO); // which nobody asks here otherwise
      watched.provider.always().at(Endpoint.DISCOVERY).with("check_session_iframe", frame);
      watched.provider.always().onAuthorize(answer -> answer.put("session_state", "marker.salt"));
      Browser user = watched.loggedIn();
      for (String path :
          new String[] {"/auth/session", "/auth/login", "/auth/callback", "/auth/logged-out"}) {
        Page page = user.navigate(path);
        assertThat(page.body() + page.headers())
            .doesNotContain("marker")
            .doesNotContain("iframe")
            .doesNotContain(frame.toString());
      }
      assertThat(user.navigate("/auth/check-session").body())
          .as("a path of the application's as any other")
          .endsWith("at /auth/check-session");
      assertThat(watched.provider.requests(Endpoint.USERINFO)).isEmpty();
    }
  }
}
