package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page that shows users where they are logged in, and lets them end that. */
class OidcSessionsTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY);

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> list(Browser browser) {
    return browser.get("/sessions").body().lines().toList();
  }

  private static String id(Browser browser) {
    return browser.get("/sessions/own").body();
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  /** Logs in as a browser that says what it is. */
  private Browser loggedInWith(String device) {
    Browser browser = shop.browser();
    Page page = browser.navigate("/whoami");
    page = browser.follow(page);
    URI callback = page.location().orElseThrow();
    browser.send(
        HttpRequest.newBuilder(callback)
            .header("User-Agent", device)
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Accept", "text/html"));
    assertThat(isIn(browser)).isTrue();
    return browser;
  }

  @Test
  void a_user_sees_every_session_with_its_device_and_no_secret() {
    Browser phone = loggedInWith("Phone/1");
    shop.time.advance(Duration.ofMinutes(5));
    Browser desk = loggedInWith("Desk/2 " + "x".repeat(500));
    shop.provider.user("bob");
    loggedInWith("Bob/3");

    List<String> seen = list(desk);
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).startsWith(id(desk)).contains("Desk/2").hasSizeLessThan(400);
    assertThat(seen.get(1)).startsWith(id(phone)).contains("Phone/1");
    assertThat(shop.provider.secrets().foundIn(String.join("", seen))).isEmpty();
    assertThat(seen.toString()).doesNotContain(desk.cookie("loopback-session").orElseThrow());
  }

  @Test
  void one_session_is_ended_from_another_and_nobody_elses() { // SES-16
    Browser phone = shop.loggedIn();
    Browser desk = shop.loggedIn();
    shop.provider.user("bob");
    Browser bob = shop.loggedIn();
    assertThat(desk.get("/sessions/end?id=" + id(phone)).body()).isEqualTo("true");
    assertThat(isIn(phone)).isFalse();
    assertThat(desk.get("/sessions/end?id=" + id(bob)).body()).isEqualTo("false");
    assertThat(desk.get("/sessions/end?id=unknown").body()).isEqualTo("false");
    assertThat(isIn(bob)).isTrue();
    assertThat(isIn(desk)).isTrue();
  }

  @Test
  void all_sessions_of_a_user_end_together() { // SES-16
    List<Browser> alices = List.of(shop.loggedIn(), shop.loggedIn(), shop.loggedIn());
    shop.provider.user("bob");
    Browser bob = shop.loggedIn();
    assertThat(alices.get(0).get("/sessions/end-all").body()).isEqualTo("3");
    assertThat(alices).noneMatch(OidcSessionsTest::isIn);
    assertThat(isIn(bob)).isTrue();
  }

  @Test
  void all_sessions_of_a_user_but_one_end_together() {
    Browser phone = shop.loggedIn();
    Browser desk = shop.loggedIn();
    Browser own = shop.loggedIn();
    shop.provider.user("bob");
    Browser bob = shop.loggedIn();
    assertThat(own.get("/sessions/count").body()).isEqualTo("3 true");
    assertThat(own.get("/sessions/end-others").body()).isEqualTo("2");
    assertThat(List.of(phone, desk)).noneMatch(OidcSessionsTest::isIn);
    assertThat(List.of(own, bob)).allMatch(OidcSessionsTest::isIn);
    assertThat(own.get("/sessions/count").body()).isEqualTo("1 true");
    assertThat(own.get("/sessions/end-others").body()).isEqualTo("0");
  }

  @Test
  void a_list_shows_when_a_session_was_used_last() {
    Browser phone = shop.loggedIn();
    Browser desk = shop.loggedIn();
    long began = shop.time.instant().getEpochSecond();
    shop.time.advance(Duration.ofMinutes(20));
    String own = id(desk); // a use
    assertThat(list(desk))
        .hasSize(2)
        .anyMatch(line -> line.startsWith(own) && line.endsWith(" used " + (began + 1200)))
        .anyMatch(line -> !line.startsWith(own) && line.endsWith(" used " + began));
    assertThat(isIn(phone)).isTrue();
  }

  @Test
  void sessions_in_cookies_cannot_be_listed_nor_ended_where_nobody_would_notice() {
    try (Shop cookies = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = cookies.loggedIn();
      assertThat(browser.get("/sessions").body()).isEmpty();
      assertThat(browser.get("/sessions/count").body()).isEqualTo("0 false");
      assertThat(browser.get("/sessions/end-others").body()).isEqualTo("0");
      assertThat(browser.get("/sessions/end-sid?sid=any").status()).isEqualTo(500);
      assertThat(browser.get("/sessions/end-all").status()).isEqualTo(500);
      assertThat(isIn(browser)).isTrue();
    }
  }
}
