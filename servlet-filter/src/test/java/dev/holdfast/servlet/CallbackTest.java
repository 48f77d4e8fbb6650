package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may arrive where a login ends. */
class CallbackTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY);
  private final Browser browser = shop.browser();

  @AfterEach
  void close() {
    shop.close();
  }

  /** The address the provider sends the browser back to. */
  private URI callback(Browser of, String path) {
    return of.follow(of.navigate(path)).location().orElseThrow();
  }

  private int redemptions() {
    return shop.provider.requests(Endpoint.TOKEN).size();
  }

  private void assertRefused(Page page) {
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.setCookies()).allMatch(cookie -> cookie.contains("Max-Age=0"));
    assertThat(redemptions()).isZero();
  }

  @Test
  void two_tabs_log_in_in_any_order() { // TXN-07, A14
    URI first = callback(browser, "/first");
    URI second = callback(browser, "/second");
    Page secondEnd = browser.navigate(second);
    Page firstEnd = browser.navigate(first);
    assertThat(secondEnd.location()).hasValue(shop.home().resolve("/second"));
    assertThat(firstEnd.location()).hasValue(shop.home().resolve("/first"));
    assertThat(browser.follow(secondEnd).status()).isEqualTo(200);
    assertThat(browser.follow(firstEnd).status()).isEqualTo(200);
  }

  @Test
  void a_callback_that_comes_again_leads_where_it_led() { // CB-10, CB-11, A03, A16
    URI callback = callback(browser, "/orders");
    Page once = browser.navigate(callback);
    Page again = browser.navigate(callback);
    assertThat(again.status()).isEqualTo(303);
    assertThat(again.location()).isEqualTo(once.location());
    assertThat(browser.follow(again).status()).isEqualTo(200);
    assertThat(redemptions()).isEqualTo(1);
  }

  @Test
  void fifty_callbacks_at_once_redeem_one_code() { // TXN-08, A04
    URI callback = callback(browser, "/orders");
    ExecutorService tabs = Executors.newFixedThreadPool(50);
    try {
      List<CompletableFuture<Page>> pages =
          IntStream.range(0, 50)
              .mapToObj(n -> CompletableFuture.supplyAsync(() -> browser.navigate(callback), tabs))
              .toList();
      assertThat(pages)
          .allSatisfy(
              page -> assertThat(page.join().location()).hasValue(shop.home().resolve("/orders")));
    } finally {
      tabs.shutdown();
    }
    assertThat(redemptions()).isEqualTo(1);
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  void another_browser_cannot_finish_a_login() { // TXN-06, A05, A06, A17
    URI callback = callback(browser, "/orders");
    assertRefused(shop.browser().navigate(callback));
    assertThat(browser.navigate(callback).status()).isEqualTo(303);
  }

  @Test
  void a_login_pushed_into_a_session_changes_nothing() { // A06
    URI foreign = callback(shop.browser(), "/orders");
    Browser victim = shop.loggedIn();
    String session = victim.cookie("loopback-session").orElseThrow();
    assertThat(victim.navigate(foreign).status()).isEqualTo(400);
    assertThat(victim.cookie("loopback-session")).hasValue(session);
    assertThat(victim.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  void one_changed_letter_of_the_state_is_one_too_many() { // CB-03, A01
    String callback = callback(browser, "/orders").toString();
    int state = callback.indexOf("state=") + "state=".length();
    for (int at = state; at < state + 120; at += 7) {
      char other = callback.charAt(at) == 'A' ? 'B' : 'A';
      String changed = callback.substring(0, at) + other + callback.substring(at + 1);
      assertRefused(browser.navigate(URI.create(changed)));
    }
    assertThat(browser.navigate(URI.create(callback)).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?code=x",
        "?state=&code=x",
        "?state=a&state=b&code=x",
        "?state=a",
        "?state=a&code=x&error=y",
        "?state=a&code=x&access_token=y",
        "?error=access_denied&state=a",
        "?state=a&code=x&error_description=%3Cscript%3E",
        "?state=%0d%0aX:y&code=%E5%98%8A"
      })
  void what_no_provider_sends_is_refused(String query) { // CB-02, CB-07, CB-08, A02, A12, A19
    Page page = browser.navigate("/auth/callback" + query);
    assertRefused(page);
    assertThat(page.body()).doesNotContain("script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "POST", "PUT", "TRACE"})
  void only_get_touches_the_login(String method) { // CB-01, A18
    URI callback = callback(browser, "/orders");
    Page page =
        browser.send(HttpRequest.newBuilder(callback).method(method, BodyPublishers.noBody()));
    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).isPresent();
    assertThat(browser.navigate(callback).status()).isEqualTo(303);
  }

  @Test
  void a_login_left_open_too_long_starts_again() { // TXN-09, A15
    URI callback = callback(browser, "/orders");
    shop.time.advance(Duration.ofMinutes(16));
    Page page = browser.navigate(callback);
    assertRefused(page);
    assertThat(page.body()).contains("Sign in").contains(shop.home() + "/auth/login");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void a_login_that_was_denied_says_so() { // CB-08
    shop.provider.next().denyLogin("access_denied");
    Page page = browser.navigate(callback(browser, "/orders"));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("login_denied");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void a_browser_remembers_five_logins_at_most() { // TXN-07
    for (int i = 0; i < 8; i++) {
      assertThat(browser.navigate("/tab" + i).status()).isEqualTo(303);
    }
    assertThat(browser.cookies()).hasSize(5);
    assertThat(browser.refusedCookies()).isEmpty();
  }

  @Test
  void a_new_login_ends_the_session_before() { // CB-16, SES-03, A47
    Browser other = shop.loggedIn();
    String before = other.cookie("loopback-session").orElseThrow();
    shop.provider.user("bob");
    assertThat(other.open("/auth/login?return_to=/whoami").body()).startsWith("bob ");
    Browser thief = shop.browser();
    thief.plant("loopback-session", before);
    assertThat(thief.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void a_new_login_of_the_same_user_ends_the_session_before_too() { // CB-16, SES-03
    Browser other = shop.loggedIn();
    String before = other.cookie("loopback-session").orElseThrow();
    assertThat(other.open("/auth/login?return_to=/whoami").body()).startsWith("alice ");
    Browser thief = shop.browser();
    thief.plant("loopback-session", before);
    assertThat(thief.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void a_chosen_session_id_is_never_adopted() { // SES-02, A47
    browser.plant("loopback-session", "1." + "A".repeat(43) + "." + "A".repeat(43));
    browser.open("/whoami");
    assertThat(browser.cookie("loopback-session").orElseThrow()).doesNotContain("AAAAAAAAAA");
  }

  @Test
  void the_provider_failing_at_the_end_is_no_dead_end() {
    shop.provider.next().at(Endpoint.TOKEN).status(503);
    Page page = browser.navigate(callback(browser, "/orders"));
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("Retry-After")).isPresent();
    assertThat(browser.open("/whoami").status()).isEqualTo(200);
  }

  @Test
  void nothing_secret_is_in_what_the_browser_sees() { // BFF-01
    Page page = browser.open("/whoami");
    String seen = page.body() + page.headers();
    assertThat(shop.provider.secrets().all()).isNotEmpty();
    assertThat(shop.provider.secrets().foundIn(seen)).isEmpty();
  }
}
