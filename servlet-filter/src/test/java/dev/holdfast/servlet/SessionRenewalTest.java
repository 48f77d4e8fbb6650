package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code session-id-renewal}: a session in use changes its cookie, and nobody notices. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SessionRenewalTest {
  private static final String COOKIE = "loopback-session";
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Shop shop = Shop.open(Shop.Kind.MEMORY);

  @AfterEach
  void close() {
    shop.close();
  }

  private static String cookie(Browser browser) {
    return browser.cookie(COOKIE).orElseThrow();
  }

  private static int status(Browser browser) {
    return browser.get("/whoami").status();
  }

  private static Browser copyOf(Shop shop, String cookie) {
    Browser copy = shop.browser();
    copy.plant(COOKIE, cookie);
    return copy;
  }

  @Test
  @DisplayName(
      "SES-04: another cookie every 15 minutes of use; the one before is good for 30 s more")
  void a_session_in_use_changes_its_cookie() {
    Browser browser = shop.loggedIn();
    String first = cookie(browser);
    String id = browser.get("/sessions/own").body();
    shop.time.advance(QUARTER.minusSeconds(1));
    assertThat(status(browser)).isEqualTo(200);
    assertThat(cookie(browser)).isEqualTo(first);
    shop.time.advance(Duration.ofSeconds(1));
    assertThat(status(browser)).isEqualTo(200);
    String second = cookie(browser);
    assertThat(second).isNotEqualTo(first);
    assertThat(status(browser)).isEqualTo(200); // shows that the browser has it
    shop.time.advance(Duration.ofSeconds(29));
    assertThat(status(copyOf(shop, first))).isEqualTo(200);
    shop.time.advance(Duration.ofSeconds(1));
    assertThat(status(copyOf(shop, first))).isEqualTo(401);
    assertThat(status(browser)).isEqualTo(200);
    assertThat(cookie(browser)).isEqualTo(second);
    assertThat(browser.get("/sessions/own").body()).isEqualTo(id);
    assertThat(browser.get("/sessions").body().lines()).singleElement().asString().startsWith(id);
    shop.time.advance(QUARTER);
    assertThat(status(browser)).isEqualTo(200);
    assertThat(cookie(browser)).isNotIn(first, second);
  }

  @Test
  @DisplayName("SES-04: an answer that got lost, with the new cookie in it, costs nothing")
  void a_lost_answer_costs_nothing() {
    Browser browser = shop.loggedIn();
    shop.time.advance(QUARTER);
    Browser interrupted = copyOf(shop, cookie(browser));
    assertThat(status(interrupted)).isEqualTo(200);
    String newest = cookie(interrupted);
    shop.time.advance(Duration.ofMinutes(20));
    assertThat(status(browser)).isEqualTo(200);
    assertThat(cookie(browser)).as("handed out again").isEqualTo(newest);
    assertThat(browser.get("/token").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("SES-04: of many calls at the moment of renewal none fails")
  void parallel_calls_at_the_renewal_all_succeed() {
    Browser browser = shop.loggedIn();
    String first = cookie(browser);
    for (int round = 0; round < 3; round++) {
      shop.time.advance(QUARTER);
      String before = cookie(browser);
      List<CompletableFuture<Page>> calls =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> copyOf(shop, before).get("/token")))
              .limit(24)
              .toList();
      assertThat(calls).extracting(call -> call.join().status()).containsOnly(200);
      assertThat(status(browser)).isEqualTo(200);
      assertThat(cookie(browser)).isNotIn(first, before);
      assertThat(status(browser)).isEqualTo(200);
      shop.time.advance(Duration.ofSeconds(30));
      assertThat(status(copyOf(shop, before))).isEqualTo(401);
    }
    assertThat(shop.provider.reusesDetected()).isZero();
  }

  @Test
  @DisplayName("SES-04: tokens that are being renewed meanwhile are not lost")
  void a_renewal_of_tokens_under_way_is_saved() {
    Browser browser = shop.loggedIn();
    shop.time.advance(QUARTER.minusSeconds(1));
    shop.provider.forgetRequests();
    CompletableFuture<Page> asked;
    String first = cookie(browser);
    try (Gate gate = shop.provider.hold(Endpoint.TOKEN)) {
      asked = CompletableFuture.supplyAsync(() -> copyOf(shop, first).get("/token"));
      gate.awaitArrivals(1);
      shop.time.advance(Duration.ofSeconds(1));
      assertThat(status(browser)).isEqualTo(200);
      assertThat(cookie(browser)).isNotEqualTo(first);
      assertThat(status(browser)).isEqualTo(200);
    }
    assertThat(asked.join().status()).isEqualTo(200);
    assertThat(browser.get("/token").status()).isEqualTo(200);
    assertThat(shop.provider.requests(Endpoint.REVOKE)).isEmpty();
    assertThat(shop.provider.requests(Endpoint.TOKEN))
        .filteredOn(call -> call.form().containsKey("refresh_token"))
        .extracting(call -> call.form().get("refresh_token"))
        .containsOnly(shop.provider.requests(Endpoint.TOKEN).get(0).form().get("refresh_token"));
    assertThat(shop.provider.reusesDetected()).isZero();
  }

  @Test
  @DisplayName("SES-04: a logout by either cookie ends both")
  void a_logout_by_either_cookie_ends_both() {
    for (boolean older : List.of(true, false)) {
      Browser browser = shop.loggedIn();
      String first = cookie(browser);
      shop.time.advance(QUARTER);
      assertThat(status(browser)).isEqualTo(200);
      String second = cookie(browser);
      Page out =
          copyOf(shop, older ? first : second)
              .send(
                  HttpRequest.newBuilder(shop.home().resolve("/auth/logout"))
                      .header("X-Requested-By", "shop")
                      .POST(BodyPublishers.noBody()));
      assertThat(out.status()).isEqualTo(200);
      assertThat(status(copyOf(shop, first))).isEqualTo(401);
      assertThat(status(copyOf(shop, second))).isEqualTo(401);
    }
  }

  @Test
  void never_means_never() {
    try (Shop fixed =
        Shop.open(
            Shop.Kind.MEMORY, client -> client.sessions(own -> own.idRenewal(Duration.ZERO)))) {
      Browser browser = fixed.loggedIn();
      String first = cookie(browser);
      for (int i = 0; i < 10; i++) {
        fixed.time.advance(QUARTER);
        assertThat(status(browser)).isEqualTo(200);
      }
      assertThat(cookie(browser)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SES-04: the application renews it at once, and the cookies before are dead")
  void the_application_renews_at_once(Shop.Kind kind) {
    try (Shop own = Shop.open(kind)) {
      Browser browser = own.loggedIn();
      for (int i = 0; i < 3; i++) {
        String before = cookie(browser);
        String id = browser.get("/sessions/own").body();
        assertThat(isRenewed(browser)).isTrue();
        assertThat(cookie(browser)).isNotEqualTo(before);
        assertThat(status(copyOf(own, before))).isEqualTo(401);
        assertThat(status(browser)).isEqualTo(200);
        assertThat(browser.get("/sessions/own").body()).isEqualTo(id);
        own.time.advance(Duration.ofMinutes(6));
        assertThat(browser.get("/token").status()).isEqualTo(200);
      }
      assertThat(browser.get("/late-renew").body()).isEqualTo("too late");
      assertThat(own.provider.reusesDetected()).isZero();
    }
  }

  /** As an application does it: with sessions in cookies a refresh may just be letting go. */
  private static boolean isRenewed(Browser browser) {
    return IntStream.range(0, 100).anyMatch(again -> browser.get("/renew").body().equals("true"));
  }

  @Test
  void a_refresh_under_way_survives_a_renewal_by_the_application() {
    Browser browser = shop.loggedIn();
    shop.time.advance(Duration.ofMinutes(5));
    CompletableFuture<Page> asked;
    String before = cookie(browser);
    try (Gate gate = shop.provider.hold(Endpoint.TOKEN)) {
      asked = CompletableFuture.supplyAsync(() -> copyOf(shop, before).get("/token"));
      gate.awaitArrivals(1);
      assertThat(browser.get("/renew").body()).isEqualTo("true");
    }
    assertThat(asked.join().status()).isEqualTo(200);
    assertThat(browser.get("/token").status()).isEqualTo(200);
    assertThat(shop.provider.reusesDetected()).isZero();
  }
}
