package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.SessionPolicyBuilder;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FaultAt;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code session-follows-provider}: how long a session lives by what the provider says. */
class FollowedProviderTest {
  private static final Pattern END = Pattern.compile("\"expiresAt\" *: *\"([^\"]+)\"");
  private static final Duration HOUR = Duration.ofHours(1);

  private static Shop following(Shop.Kind kind, Consumer<FaultAt> tokenAnswers) {
    return provider(Shop.open(kind, FollowedProviderTest::follow), tokenAnswers);
  }

  private static OidcConfigBuilder follow(OidcConfigBuilder builder) {
    return builder.sessions(SessionPolicyBuilder::followProvider);
  }

  private static Shop provider(Shop shop, Consumer<FaultAt> tokenAnswers) {
    tokenAnswers.accept(shop.provider.always().at(Endpoint.TOKEN));
    return shop;
  }

  private static Duration left(Shop shop, Browser browser) {
    Matcher told = END.matcher(browser.get("/auth/session").body());
    assertThat(told.find()).as("expiresAt is told").isTrue();
    Instant end = Instant.parse(told.group(1));
    return Duration.ofSeconds(end.getEpochSecond() - shop.time.instant().getEpochSecond());
  }

  private static int status(Browser browser, String path) {
    return browser.get(path).status();
  }

  static Stream<Arguments> hints() {
    return Stream.of("refresh_expires_in", "refresh_token_timeout", "authorization_expires_in")
        .flatMap(name -> Stream.of(Shop.Kind.values()).map(kind -> Arguments.of(kind, name)));
  }

  @ParameterizedTest(name = "TOK-08, REF-11: {0}, {1}")
  @MethodSource("hints")
  void a_session_in_use_ends_with_its_refresh_token(Shop.Kind kind, String hint) {
    try (Shop shop = following(kind, answer -> answer.with(hint, 3600))) {
      Browser browser = shop.loggedIn();
      assertThat(left(shop, browser)).isEqualTo(HOUR);
      for (int minutes = 0; minutes < 60; minutes += 20) {
        assertThat(status(browser, "/whoami")).as("after %d minutes", minutes).isEqualTo(200);
        shop.time.advance(Duration.ofMinutes(20));
      }
      assertThat(status(browser, "/whoami")).isEqualTo(401);
      assertThat(browser.open("/whoami").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("REF-11: a renewal moves the end, but never beyond the absolute timeout")
  void a_renewal_moves_the_end(Shop.Kind kind) {
    try (Shop shop = following(kind, answer -> answer.with("refresh_expires_in", 1800))) {
      Browser browser = shop.loggedIn();
      for (int minutes = 25; minutes < 8 * 60; minutes += 25) {
        shop.time.advance(Duration.ofMinutes(25));
        assertThat(status(browser, "/token")).as("after %d minutes", minutes).isEqualTo(200);
        Duration most = Duration.ofMinutes(Math.min(30, 8 * 60 - minutes));
        assertThat(left(shop, browser)).as("after %d minutes", minutes).isEqualTo(most);
      }
      shop.time.advance(Duration.ofMinutes(5));
      assertThat(status(browser, "/whoami")).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_renewal_may_also_bring_the_end_nearer(Shop.Kind kind) {
    try (Shop shop = following(kind, answer -> answer.with("refresh_expires_in", 7200))) {
      Browser browser = shop.loggedIn();
      shop.provider.always().at(Endpoint.TOKEN).with("authorization_expires_in", 60);
      shop.time.advance(Duration.ofMinutes(5));
      assertThat(status(browser, "/token")).isEqualTo(200);
      assertThat(left(shop, browser)).isEqualTo(Duration.ofSeconds(60));
      shop.time.advance(Duration.ofSeconds(60));
      assertThat(status(browser, "/whoami")).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOK-08: a renewal that says nothing leaves the end where it was")
  void silence_moves_nothing(Shop.Kind kind) {
    try (Shop shop = following(kind, answer -> answer.with("refresh_expires_in", 3600))) {
      Browser browser = shop.loggedIn();
      shop.provider.behave();
      shop.time.advance(Duration.ofMinutes(10));
      assertThat(status(browser, "/token")).isEqualTo(200);
      assertThat(left(shop, browser)).isEqualTo(Duration.ofMinutes(50));
    }
  }

  static Stream<Arguments> nothing() {
    return Stream.of(0, -1, "3600", 1.5, true)
        .flatMap(value -> Stream.of(Shop.Kind.values()).map(kind -> Arguments.of(kind, value)));
  }

  @ParameterizedTest(name = "TOK-08: {0}, {1}")
  @MethodSource("nothing")
  void what_is_no_number_of_seconds_says_nothing(Shop.Kind kind, Object value) {
    try (Shop shop = following(kind, answer -> answer.with("refresh_expires_in", value))) {
      assertThat(left(shop, shop.loggedIn())).isEqualTo(Duration.ofHours(8));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOK-08: a provider that tells nothing is followed for the absolute timeout")
  void a_silent_provider_is_followed_to_the_absolute_timeout(Shop.Kind kind) {
    try (Shop shop = following(kind, answer -> answer.omit("refresh_expires_in"))) {
      assertThat(left(shop, shop.loggedIn())).isEqualTo(Duration.ofHours(8));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("REF-11: without a refresh token the session ends with its access token")
  void a_session_without_refresh_token_ends_with_its_access_token(Shop.Kind kind) {
    try (Shop shop = following(kind, answer -> answer.omit("refresh_token"))) {
      Browser browser = shop.loggedIn();
      assertThat(left(shop, browser)).isEqualTo(Duration.ofMinutes(5));
      shop.time.advance(Duration.ofMinutes(5).minusSeconds(2));
      assertThat(status(browser, "/whoami")).isEqualTo(200);
      shop.time.advance(Duration.ofSeconds(2));
      assertThat(status(browser, "/whoami")).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobody_is_followed_unasked(Shop.Kind kind) {
    try (Shop shop = provider(Shop.open(kind), answer -> answer.with("refresh_expires_in", 60))) {
      Browser browser = shop.loggedIn();
      assertThat(left(shop, browser)).isEqualTo(Duration.ofHours(8));
      shop.time.advance(Duration.ofMinutes(5));
      assertThat(status(browser, "/token")).isEqualTo(200);
    }
  }
}
