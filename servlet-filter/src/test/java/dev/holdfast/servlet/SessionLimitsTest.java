package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import java.time.Duration;
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
}
