package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.event.OidcEvent.Suspected;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What reaches a request late, or is meant for another browser. */
class LateSessionTest {
  private static final String COOKIE = "loopback-session";

  private static Browser copyOf(Shop shop, String cookie) {
    Browser copy = shop.browser();
    copy.plant(COOKIE, cookie);
    return copy;
  }

  @Test
  void a_request_with_a_copy_of_the_old_cookie_does_not_get_the_new_one() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(5));
      String before = browser.cookie(COOKIE).orElseThrow();
      Browser thief = copyOf(shop, before);
      CompletableFuture<Page> asked;
      try (Gate gate = shop.provider.hold(Endpoint.TOKEN)) {
        asked = CompletableFuture.supplyAsync(() -> thief.get("/token"));
        gate.awaitArrivals(1);
        assertThat(browser.get("/renew").body()).isEqualTo("true");
      }
      asked.join();
      assertThat(thief.cookie(COOKIE).orElseThrow()).isEqualTo(before);
      assertThat(thief.get("/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void a_refresh_that_fails_late_does_not_bring_the_old_cookie_back() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(5));
      Browser tab = copyOf(shop, browser.cookie(COOKIE).orElseThrow());
      CompletableFuture<Page> one;
      CompletableFuture<Page> two;
      shop.provider.always().at(Endpoint.TOKEN).status(503);
      try (Gate gate = shop.provider.hold(Endpoint.TOKEN)) {
        one = CompletableFuture.supplyAsync(() -> tab.get("/token"));
        gate.awaitArrivals(1);
        assertThat(browser.get("/renew").body()).isEqualTo("true");
        int before = shop.store.loads();
        two = CompletableFuture.supplyAsync(() -> browser.get("/token"));
        Eventually.holds(
            "the second one is here, to wait for the same answer",
            () -> shop.store.loads() > before);
      }
      one.join();
      two.join();
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
    }
  }

  @Test
  void a_cookie_that_was_renewed_a_moment_ago_is_no_alarm() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      String before = browser.cookie(COOKIE).orElseThrow();
      shop.time.advance(Duration.ofMinutes(15));
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
      assertThat(copyOf(shop, before).get("/whoami").status()).isEqualTo(200);
      assertThat(shop.heard.of(Suspected.class)).isEmpty();
    }
  }

  @Test
  void a_logout_that_comes_late_revives_nothing() {
    try (Shop shop =
        Shop.open(
            Shop.Kind.COOKIE,
            client -> client.remoteLogout(new RemoteLogout(true, false, false, true)))) {
      shop.loggedIn();
      String token = shop.provider.logoutToken("shop", claims -> claims.put("sub", "alice"));
      shop.time.advance(Duration.ofSeconds(10));
      Browser browser = shop.loggedIn();
      Browser thief = copyOf(shop, browser.cookie(COOKIE).orElseThrow());
      shop.time.advance(Duration.ofSeconds(10));
      browser.get("/sessions/end-all");
      assertThat(thief.get("/whoami").status()).isEqualTo(401);
      String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
      Page out =
          shop.browser()
              .send(
                  HttpRequest.newBuilder(shop.home().resolve("/auth/backchannel-logout"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(BodyPublishers.ofString(form)));
      assertThat(out.status()).isEqualTo(200);
      assertThat(thief.get("/whoami").status()).isEqualTo(401);
    }
  }
}
