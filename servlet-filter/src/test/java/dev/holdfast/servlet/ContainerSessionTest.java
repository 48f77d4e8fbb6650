package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the container's own session when users come and go. */
class ContainerSessionTest {

  @Test
  void a_silent_store_takes_nothing_from_the_container_either() { // SES-12
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      Browser browser = shop.loggedIn();
      browser.get("/cart?add=a");
      shop.store.breakDown();
      assertThat(browser.get("/cart?add=b").body()).isEqualTo("ab");
    }
  }

  @Test
  void a_dead_cookie_does_not_disturb_a_public_form() { // SRV-21
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      Browser browser = shop.loggedIn();
      browser.get("/cart?add=a");
      shop.time.advance(Duration.ofMinutes(31));
      assertThat(browser.get("/cart?add=b").body()).isEqualTo("b");
      assertThat(browser.get("/cart?add=c").body()).isEqualTo("bc");
      browser.open("/whoami");
      assertThat(browser.get("/cart?add=d").body()).isEqualTo("bcd");
    }
  }

  @Test
  void what_a_user_left_in_the_container_ends_when_the_application_logs_them_out() { // SRV-21
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      Browser browser = shop.loggedIn();
      browser.get("/cart?add=a");
      browser.get("/logout-here");
      assertThat(browser.get("/cart?add=b").body()).isEqualTo("b");
    }
  }

  @Test
  void what_a_user_left_in_the_container_is_not_for_the_next_without_a_cookie() { // SRV-21
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      browser.get("/cart?add=a");
      browser.get("/logout-here");
      shop.provider.user("bob");
      browser.open("/whoami");
      assertThat(browser.get("/cart?add=b").body()).isEqualTo("b");
    }
  }

  @Test
  void what_the_container_keeps_for_a_browser_outlives_no_user() { // SRV-21, SES-03
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      Browser browser = shop.browser();
      browser.get("/cart?add=a");
      browser.open("/whoami");
      assertThat(browser.get("/cart?add=b").body()).isEqualTo("ab"); // filled before the login
      String id = browser.cookie("JSESSIONID").orElseThrow();
      browser.open("/auth/login?return_to=/whoami");
      assertThat(browser.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(id);
      assertThat(browser.get("/cart?add=c").body()).isEqualTo("abc"); // the same user again
      shop.provider.user("bob");
      browser.open("/auth/login?return_to=/whoami");
      assertThat(browser.get("/cart?add=d").body()).isEqualTo("d");
      shop.time.advance(Duration.ofMinutes(31));
      assertThat(browser.get("/cart?add=e").body()).isEqualTo("e");
    }
  }
}
