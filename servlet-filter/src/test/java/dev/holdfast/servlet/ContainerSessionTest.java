package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest // SRV-21
  @ValueSource(
      strings = {"/logout-here", "/revoke", "/missing?leave"}) // the last from an error page
  void what_a_user_left_in_the_container_ends_when_the_application_logs_them_out(String path) {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      Browser browser = shop.loggedIn();
      browser.get("/cart?add=a");
      browser.get(path);
      assertThat(browser.cookie("loopback-session")).isEmpty();
      assertThat(browser.get("/cart?add=b").body()).isEqualTo("b");
    }
  }

  @Test
  void whoever_plants_a_session_of_the_container_does_not_know_where_it_goes() { // SRV-21, SES-03
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      Browser attacker = shop.browser();
      attacker.get("/cart?add=x");
      Browser victim = shop.loggedIn();
      victim.plant("JSESSIONID", attacker.cookie("JSESSIONID").orElseThrow());
      assertThat(victim.get("/cart?add=SECRET").body()).isEqualTo("xSECRET");
      assertThat(attacker.get("/cart?add=!").body()).isEqualTo("!");
      assertThat(victim.get("/cart?add=+").body()).isEqualTo("xSECRET ");
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

  @ParameterizedTest
  @EnumSource
  @DisplayName("SRV-21: what a container may write down or send on has no token and no key in it")
  void the_container_is_given_the_name_of_a_session_and_nothing_more(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      browser.get("/cart?add=a");
      shop.time.advance(Duration.ofMinutes(6));
      assertThat(browser.get("/token").body()).isEqualTo("token DPoP");
      assertThat(browser.get("/pac4j").body()).contains("alice");
      String id = browser.get("/sessions/own").body();
      shop.provider.secrets().add(browser.cookie("loopback-session").orElseThrow());
      String held = browser.get("/container").body();
      assertThat(held).isEqualTo("cart=a\ndev.holdfast.session.owner=" + id);
      assertThat(shop.provider.secrets().foundIn(held)).isEmpty();
    }
  }
}
