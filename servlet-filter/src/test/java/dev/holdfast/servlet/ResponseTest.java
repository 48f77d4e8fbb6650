package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of cookies and caches when an application answers in its own way. */
class ResponseTest {

  @Test
  void a_cookie_survives_the_reset_of_its_response() { // SRV-11, CK-11, A71
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(6)); // time for both a touch and a refresh
      Page page = browser.get("/reset");
      assertThat(page.body()).isEqualTo("empty");
      assertThat(page.setCookies()).hasSize(1);
      assertThat(page.header("Cache-Control")).hasValue("no-store");
      assertThat(browser.get("/token").body()).isEqualTo("token DPoP");
      assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(2);
    }
  }

  @Test
  void a_cookie_survives_one_that_the_application_sets_in_place_of_all() { // CK-11, A71
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(6));
      assertThat(browser.get("/own-cookie").setCookies())
          .hasSize(2)
          .anyMatch(cookie -> cookie.equals("mine=1"));
      assertThat(browser.get("/token").body()).isEqualTo("token DPoP");
    }
  }

  @Test
  void a_response_with_a_session_cookie_is_kept_by_no_cache() { // OPS-01
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      browser.get("/whoami");
      assertThat(browser.get("/cached").header("Cache-Control")).hasValue("public, max-age=3600");
      shop.time.advance(Duration.ofMinutes(6));
      Page page = browser.get("/cached");
      assertThat(page.setCookies()).hasSize(1);
      assertThat(page.header("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void a_page_of_a_user_is_kept_by_nobody_unless_the_application_says_so() { // ASVS V14.3.2
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/committed"))) {
      Browser browser = shop.loggedIn();
      assertThat(browser.navigate("/whoami").header("Cache-Control")).hasValue("no-store");
      assertThat(browser.navigate("/committed").header("Cache-Control")).hasValue("no-store");
      assertThat(browser.navigate("/cached").header("Cache-Control"))
          .hasValue("public, max-age=3600");
      assertThat(browser.navigate("/reset").header("Cache-Control")).hasValue("no-store");
      assertThat(browser.get("/whoami").header("Cache-Control")).as("to a script").isEmpty();
      for (String purpose : List.of("Sec-Fetch-Dest: iframe", "Sec-Purpose: prefetch")) {
        String[] header = purpose.split(": ", 2);
        Page shown =
            browser.send(
                HttpRequest.newBuilder(shop.home().resolve("/whoami"))
                    .header("Sec-Fetch-Mode", "navigate")
                    .header(header[0], header[1]));
        assertThat(shown.header("Cache-Control")).as(purpose).hasValue("no-store");
      }
      assertThat(shop.browser().navigate("/committed").header("Cache-Control"))
          .as("to nobody")
          .isEmpty();
    }
  }

  @Test
  void too_late_for_a_cookie_is_too_late_for_a_refresh() { // SRV-09
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(2));
      browser.get("/whoami");
      shop.time.advance(Duration.ofMinutes(3).plusSeconds(5));
      assertThat(browser.get("/committed").body()).contains("response_committed");
      assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(1);
      assertThat(browser.get("/token").body()).isEqualTo("token DPoP");
    }
  }
}
