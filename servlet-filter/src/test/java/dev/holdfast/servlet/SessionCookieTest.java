package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cookie that holds a session, and everything that might come in its place. */
class SessionCookieTest {
  private static final String NAME = "loopback-session";

  private static void assertNobody(Browser browser, String value) {
    browser.plant(NAME, value);
    assertNobody(browser.get("/whoami"));
  }

  private static void assertNobody(Page page) { // the same answer as without a cookie
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.setCookies()).isEmpty();
    assertThat(page.body()).startsWith("{\"error\":{\"code\":\"session_required\"");
  }

  @Test
  void no_changed_bit_opens_a_session() { // A46
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      String value = shop.loggedIn().cookie(NAME).orElseThrow();
      Browser thief = shop.browser();
      for (int at = 0; at < value.length(); at++) {
        for (int bit = 0; bit < 8; bit++) {
          char changed = (char) (value.charAt(at) ^ 1 << bit);
          if (changed > ' ' && changed < 0x7f && changed != ';' && changed != ',') {
            assertNobody(thief, value.substring(0, at) + changed + value.substring(at + 1));
          }
        }
      }
    }
  }

  @Test
  void no_changed_letter_opens_a_session_in_the_cookie() { // A46, CRY-06
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      String value = shop.loggedIn().cookie(NAME).orElseThrow();
      Browser thief = shop.browser();
      for (int at = 0; at < value.length(); at += 1 + at / 60) {
        char changed = value.charAt(at) == 'A' ? 'B' : 'A';
        assertNobody(thief, value.substring(0, at) + changed + value.substring(at + 1));
      }
      for (int length : new int[] {0, 1, 2, 3, 30, value.length() - 1}) {
        assertNobody(thief, value.substring(0, length));
      }
      assertNobody(thief, value + "A");
      assertNobody(thief, "2" + value.substring(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void its_attributes_keep_it_at_home(Shop.Kind kind) { // CK-01, CK-04, CK-08, CK-16, SES-19
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.browser();
      Page callback = browser.follow(browser.follow(browser.navigate("/whoami")));
      String cookie =
          callback.setCookies().stream().filter(c -> c.startsWith(NAME + "=")).findFirst().get();
      assertThat(cookie).matches(NAME + "=[A-Za-z0-9._-]+; Path=/; HttpOnly; SameSite=Lax");
      assertThat(callback.setCookies().stream().map(c -> c.split("=", 2)[0]))
          .doesNotHaveDuplicates(); // CK-11
      assertThat(callback.header("Cache-Control")).hasValue("no-store"); // OPS-01
    }
  }

  @Test
  void over_tls_it_is_secure_and_of_this_host_only() { // CK-01
    CookieNames names =
        CookieNames.of(
            java.net.URI.create("https://shop.example/auth/callback"),
            BrowserRules.DEFAULT,
            "session",
            Set.of());
    assertThat(names.session()).isEqualTo("__Host-session");
    assertThat(names.login("login-0a")).isEqualTo("__Host-login-0a");
    assertThat(names.secure()).isTrue();
  }

  @Test
  void two_of_its_name_count_as_none() { // SES-19, A48
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      String value = shop.loggedIn().cookie(NAME).orElseThrow();
      assertNobody(
          shop.browser()
              .send(
                  HttpRequest.newBuilder(shop.home().resolve("/whoami"))
                      .header("Cookie", NAME + "=" + value + "; " + NAME + "=" + value)));
    }
  }

  @Test
  void a_login_cookie_is_no_session_cookie() { // A45
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.browser();
      browser.navigate("/whoami");
      assertNobody(shop.browser(), "1." + browser.cookies().values().iterator().next());
    }
  }

  @Test
  void a_large_session_is_spread_and_put_together_again() { // CK-09, CK-10, A49
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      shop.provider.accessTokenBytes(5000);
      Browser browser = shop.loggedIn();
      Map<String, String> parts = browser.cookies();
      assertThat(parts).containsKeys(NAME, NAME + "-1");
      assertThat(parts.get(NAME)).startsWith("2.");
      assertThat(parts.entrySet())
          .allMatch(part -> part.getKey().length() + part.getValue().length() < 3800);
      assertThat(browser.get("/token").body()).isEqualTo("token DPoP");

      Browser half = shop.browser();
      half.plant(NAME, browser.cookie(NAME).orElseThrow());
      assertNobody(half.get("/whoami"));
      half.plant(NAME + "-1", shop.loggedIn().cookie(NAME + "-1").orElseThrow());
      assertNobody(half.get("/whoami"));
    }
  }

  @Test
  void a_smaller_session_leaves_no_part_of_a_larger_one_behind() { // CK-10
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      shop.provider.accessTokenBytes(5000);
      Browser browser = shop.loggedIn();
      shop.provider.accessTokenBytes(0);
      browser.open("/auth/login?return_to=/whoami");
      assertThat(browser.cookies()).containsKey(NAME).doesNotContainKey(NAME + "-1");
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
    }
  }

  @Test
  void a_session_too_large_for_cookies_is_no_session() { // CK-09, A50
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      shop.provider.accessTokenBytes(12_000);
      Browser browser = shop.browser();
      Page page = browser.open("/whoami");
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).contains("session_too_large");
      assertThat(browser.cookies()).isEmpty();
    }
  }

  @Test
  void a_renewed_token_that_fits_no_cookie_ends_the_session_and_is_revoked() { // CK-09, A50
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.provider.accessTokenBytes(12_000);
      shop.time.advance(Duration.ofMinutes(6));
      try (Gate revocations = shop.provider.hold(Endpoint.REVOKE)) {
        assertThat(browser.get("/token").body()).contains("session_too_large");
        revocations.awaitArrivals(1);
      }
      assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(2);
      assertNobody(browser.get("/whoami"));
    }
  }

  @Test
  void a_session_on_the_server_has_a_small_cookie_whatever_its_key_and_tokens() {
    DpopKeyChoice rsa = new DpopKeyChoice.PerSession(DpopAlgorithm.RS256);
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, client -> client.dpopKey(rsa))) {
      shop.provider.accessTokenBytes(5000);
      Browser browser = shop.loggedIn();
      assertThat(NAME + "=" + browser.cookie(NAME).orElseThrow()).hasSizeLessThan(200);
      assertThat(browser.get("/token").body()).isEqualTo("token DPoP");
    }
  }

  @Test
  void the_application_does_not_see_it() { // CK-17
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      browser.plant("own", "1");
      assertThat(browser.get("/cookies").body()).isEqualTo("[own=1] 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_idle_session_ends_and_a_used_one_does_not(Shop.Kind kind) { // SES-05, SES-06
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      for (int i = 0; i < 4; i++) {
        shop.time.advance(Duration.ofMinutes(25));
        assertThat(browser.get("/whoami").status()).isEqualTo(200);
      }
      shop.time.advance(Duration.ofMinutes(31));
      assertNobody(browser.get("/whoami"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asking_who_is_there_is_no_use(Shop.Kind kind) { // SES-07, BFF-02
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      assertThat(browser.get("/auth/session").body())
          .startsWith("{\"authenticated\":true,\"sub\":\"alice\"")
          .contains("expiresAt");
      for (int i = 0; i < 4; i++) {
        shop.time.advance(Duration.ofMinutes(8));
        browser.get("/auth/session");
      }
      Page page = browser.get("/auth/session");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).isEqualTo("{\"authenticated\":false}");
      assertThat(page.header("Cache-Control")).hasValue("no-store");
      assertThat(page.header("Location")).isEmpty();
    }
  }

  @Test
  void junk_is_ignored() { // CK-14, A49
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser thief = shop.browser();
      assertNobody(thief, new String(new byte[6000], StandardCharsets.US_ASCII).replace('\0', 'j'));
      assertNobody(thief, "9.x");
      assertNobody(thief, "\"1.x\"");
    }
  }
}
