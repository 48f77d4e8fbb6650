package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.OidcEvent.LoggedOut;
import dev.holdfast.event.OidcEvent.LoginRefused;
import dev.holdfast.event.OidcEvent.RenewalEnded;
import dev.holdfast.event.OidcEvent.Suspected;
import dev.holdfast.event.Suspicion;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be an attack is heard, once each. */
class SuspicionTest {
  private static final String COOKIE = "loopback-session";

  private static void assertSuspected(Shop shop, Suspicion what) {
    assertThat(shop.heard.of(Suspected.class)).containsExactly(new Suspected("default", what));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("OPS-06: a tampered cookie")
  void a_cookie_that_was_altered_is_heard_of(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      String value = shop.loggedIn().cookie(COOKIE).orElseThrow();
      int at = value.length() - 5;
      char changed = value.charAt(at) == 'A' ? 'B' : 'A';
      Browser thief = shop.browser();
      thief.plant(COOKIE, value.substring(0, at) + changed + value.substring(at + 1));
      assertThat(thief.get("/whoami").status()).isEqualTo(401);
      assertSuspected(shop, Suspicion.COOKIE_UNREADABLE);
    }
  }

  @Test
  @DisplayName("OPS-06: a duplicate cookie")
  void a_cookie_that_comes_twice_is_heard_of() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      String value = shop.loggedIn().cookie(COOKIE).orElseThrow();
      String twice = COOKIE + "=" + value + "; " + COOKIE + "=" + value;
      HttpRequest.Builder request =
          HttpRequest.newBuilder(shop.home().resolve("/whoami")).header("Cookie", twice);
      assertThat(shop.browser().send(request).status()).isEqualTo(401);
      assertSuspected(shop, Suspicion.COOKIE_REPEATED);
    }
  }

  @Test
  @DisplayName("OPS-06: a replayed state")
  void a_callback_that_comes_twice_is_heard_of() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.browser();
      URI callback = browser.follow(browser.navigate("/whoami")).location().orElseThrow();
      browser.navigate(callback);
      assertThat(shop.heard.of(Suspected.class)).isEmpty();
      browser.navigate(callback);
      assertSuspected(shop, Suspicion.CALLBACK_REPEATED);
    }
  }

  @Test
  @DisplayName("OPS-06: a replayed jti")
  void a_logout_token_that_comes_twice_is_heard_of() {
    try (Shop shop =
        Shop.open(
            Shop.Kind.MEMORY,
            client -> client.remoteLogout(new RemoteLogout(true, false, false, true)))) {
      shop.loggedIn();
      String token = shop.provider.logoutToken("shop", claims -> claims.put("sub", "alice"));
      assertThat(logOut(shop, token).status()).isEqualTo(200);
      assertThat(shop.heard.of(Suspected.class)).isEmpty();
      assertThat(logOut(shop, token).status()).isEqualTo(400);
      assertSuspected(shop, Suspicion.LOGOUT_TOKEN_REPEATED);
      assertThat(shop.heard.of(LoggedOut.class)).hasSize(1);
    }
  }

  private static Page logOut(Shop shop, String token) {
    String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return shop.browser()
        .send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/backchannel-logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
  }

  @Test
  @DisplayName("OPS-06: a nonce asked for again and again")
  void a_nonce_that_is_never_good_enough_is_heard_of() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      shop.provider.nonces(NonceMode.ENDLESS_DEMAND);
      shop.browser().open("/whoami");
      assertThat(shop.heard.of(LoginRefused.class))
          .containsExactly(new LoginRefused("default", ErrorCode.PROOF_REFUSED));
    }
  }

  @Test
  @DisplayName("OPS-06: a downgrade")
  void a_token_that_is_no_longer_bound_is_heard_of() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(10));
      shop.provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
      browser.get("/token");
      assertThat(shop.heard.await(RenewalEnded.class).failure())
          .contains(ErrorCode.TOKEN_NOT_BOUND);
      assertThat(shop.heard.of(LoggedOut.class)).hasSize(1);
    }
  }
}
