package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a session may last. */
class SessionLimitsTest {

  @ParameterizedTest
  @EnumSource
  @DisplayName("SES-05, SES-06: eight hours, however busy; a new login begins anew")
  void a_session_in_use_ends_all_the_same(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      for (int minutes = 0; minutes + 25 < 8 * 60; minutes += 25) {
        shop.time.advance(Duration.ofMinutes(25));
        assertThat(browser.get("/token").status()).as("after %d minutes", minutes).isEqualTo(200);
      }
      shop.time.advance(Duration.ofMinutes(5));
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(browser.open("/whoami").status()).isEqualTo(200);
      shop.time.advance(Duration.ofMinutes(25));
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SES-06: a single sign-on of nine hours ago begins a session of eight hours")
  void an_old_sign_on_at_the_provider_shortens_no_session(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      shop.provider.authenticatedAgo(Duration.ofHours(9));
      Browser browser = useForEightHours(shop, shop.loggedIn());
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(browser.open("/whoami").status()).as("no loop").isEqualTo(200);
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
      assertThat(maxAges(shop)).containsExactly("none", "none");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SES-06: who may have signed on only lately is asked anew, and not in a loop")
  void a_limit_on_the_age_of_a_sign_on_is_the_providers_to_keep(Shop.Kind kind) {
    try (Shop shop =
        Shop.open(kind, client -> client.logins(login -> login.maxAge(Duration.ofHours(8))))) {
      shop.provider.authenticatedAgo(Duration.ofHours(9));
      Browser browser = useForEightHours(shop, shop.loggedIn());
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(browser.open("/whoami").status()).isEqualTo(200);
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
      assertThat(maxAges(shop)).containsExactly("28800", "28800");
    }
  }

  /** Every ten minutes, to the end. */
  private static Browser useForEightHours(Shop shop, Browser browser) {
    for (int minutes = 0; minutes < 8 * 60; minutes += 10) {
      assertThat(browser.get("/whoami").status()).as("after %d minutes", minutes).isEqualTo(200);
      shop.time.advance(Duration.ofMinutes(10));
    }
    return browser;
  }

  private static List<String> maxAges(Shop shop) {
    return shop.provider.requests(Endpoint.PAR).stream()
        .map(call -> call.form().getOrDefault("max_age", "none"))
        .toList();
  }
}
