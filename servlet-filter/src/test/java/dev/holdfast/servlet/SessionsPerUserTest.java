package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.Browser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code sessions-per-user}: one login too many ends the oldest session. */
class SessionsPerUserTest {

  private static Shop limitedTo(int most) {
    return Shop.open(
        Shop.Kind.MEMORY, client -> client.sessions(sessions -> sessions.perUser(most)));
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  private static Browser later(Shop shop) {
    shop.time.advance(Duration.ofSeconds(1));
    return shop.loggedIn();
  }

  @Test
  @DisplayName("SES-17: of three, the fourth login ends the oldest, and nobody else's")
  void the_oldest_session_makes_room() {
    try (Shop shop = limitedTo(3)) {
      shop.provider.user("bob");
      Browser bob = shop.loggedIn();
      shop.provider.user("alice");
      List<Browser> alices = Stream.generate(() -> later(shop)).limit(3).toList();
      assertThat(alices).allMatch(SessionsPerUserTest::isIn);
      Browser fourth = later(shop);
      assertThat(isIn(fourth)).isTrue();
      assertThat(isIn(alices.get(0))).isFalse();
      assertThat(alices.subList(1, 3)).allMatch(SessionsPerUserTest::isIn);
      assertThat(isIn(bob)).isTrue();
      assertThat(fourth.get("/sessions").body().lines()).hasSize(3);
    }
  }

  @Test
  void a_browser_that_logs_in_again_takes_its_own_place() {
    try (Shop shop = limitedTo(2)) {
      Browser phone = later(shop);
      Browser desk = later(shop);
      shop.time.advance(Duration.ofSeconds(1));
      assertThat(desk.open("/auth/login?return_to=/whoami").status()).isEqualTo(200);
      assertThat(isIn(desk)).isTrue();
      assertThat(isIn(phone)).isTrue();
    }
  }

  @Test
  void of_logins_at_the_same_moment_exactly_one_stays() {
    try (Shop shop = limitedTo(1)) {
      for (int round = 0; round < 5; round++) {
        shop.time.advance(Duration.ofSeconds(1));
        List<CompletableFuture<Browser>> all =
            IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> callback(shop)))
                .toList();
        List<Browser> browsers = all.stream().map(CompletableFuture::join).toList();
        assertThat(browsers).filteredOn(SessionsPerUserTest::isIn).hasSize(1);
      }
    }
  }

  /** A login whose last page is not looked at: it may be over by then. */
  private static Browser callback(Shop shop) {
    Browser browser = shop.browser();
    browser.follow(browser.follow(browser.navigate("/whoami")));
    return browser;
  }

  @Test
  void any_number_is_allowed_by_default() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      List<Browser> many = Stream.generate(shop::loggedIn).limit(6).toList();
      assertThat(many).allMatch(SessionsPerUserTest::isIn);
    }
  }

  @Test
  @DisplayName(
      "SES-17, SES-20: sessions in cookies cannot be counted, so that the start is refused")
  void sessions_in_cookies_cannot_be_limited() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Shop.open(
                    Shop.Kind.COOKIE, client -> client.sessions(sessions -> sessions.perUser(3))))
        .withMessageContaining("sessions-per-user needs sessions on the server");
  }

  @Test
  void a_negative_number_is_refused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> limitedTo(-1))
        .withMessageContaining("sessions-per-user is not between 0 and 1000");
  }
}
