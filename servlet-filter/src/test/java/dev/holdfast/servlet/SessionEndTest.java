package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.seal.Ticket;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a session that has ended, in the browser, in the store and at the provider. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SessionEndTest {
  private static final String COOKIE = "loopback-session";
  private static final Duration IDLE = Duration.ofMinutes(30);

  private static Ticket ticket(Browser browser) {
    return Ticket.parse(browser.cookie(COOKIE).orElseThrow().substring("1.".length()))
        .orElseThrow();
  }

  /** What somebody gets who brings a copy of a cookie. */
  private static int status(Shop shop, String cookie) {
    Browser copy = shop.browser();
    copy.plant(COOKIE, cookie);
    return copy.get("/whoami").status();
  }

  private static long revoked(Shop shop) {
    return shop.provider.requests(Endpoint.REVOKE).size();
  }

  private static void awaitRevoked(Shop shop, long count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (revoked(shop) < count) { // behind the answer
      assertThat(System.nanoTime()).as("revoked only %d", revoked(shop)).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  @DisplayName("SES-08: an idle session leaves nothing in the store, and is asked to log in")
  void an_idle_session_leaves_the_store() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      Locator locator = ticket(browser).locator();
      assertThat(shop.store.load(locator)).isPresent();
      shop.time.advance(IDLE);
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(browser.navigate("/whoami").location().orElseThrow().toString())
          .startsWith(shop.provider.issuer());
      assertThat(shop.store.load(locator)).isEmpty();
      String dead = browser.cookie(COOKIE).orElseThrow();
      assertThat(browser.open("/whoami").status()).isEqualTo(200);
      assertThat(browser.cookie(COOKIE)).isPresent().isNotEqualTo(Optional.of(dead));
    }
  }

  @Test
  @DisplayName("SES-08: an idle session in cookies is ended for good, and its tokens are revoked")
  void an_idle_session_in_cookies_is_revoked_when_it_comes_back() {
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.time.advance(IDLE.minusSeconds(1));
      String other = browser.cookie(COOKIE).orElseThrow();
      assertThat(browser.get("/auth/session").body()).contains("true");
      assertThat(browser.cookie(COOKIE)).hasValue(other);
      shop.time.advance(Duration.ofSeconds(1));
      shop.provider.forgetRequests();
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      awaitRevoked(shop, 2);
      assertThat(shop.provider.requests(Endpoint.REVOKE))
          .extracting(call -> call.form().get("token_type_hint"))
          .containsExactly("refresh_token", "access_token");
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(browser.open("/whoami").status()).isEqualTo(200);
      assertThat(revoked(shop)).as("once").isEqualTo(2);
    }
  }

  @Test
  @DisplayName("SES-08: an older, idle copy of a cookie does not end the session that lives on")
  void an_idle_copy_ends_nothing_that_lives() {
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      String older = browser.cookie(COOKIE).orElseThrow();
      shop.time.advance(Duration.ofMinutes(20));
      assertThat(browser.get("/token").status()).isEqualTo(200);
      assertThat(browser.cookie(COOKIE)).isPresent().isNotEqualTo(Optional.of(older));
      shop.time.advance(Duration.ofMinutes(15));
      shop.provider.forgetRequests();
      assertThat(status(shop, older)).isEqualTo(401);
      assertThat(browser.get("/whoami").status()).isEqualTo(200);
      assertThat(browser.get("/token").status()).isEqualTo(200);
      assertThat(revoked(shop)).isZero();
    }
  }

  @Test
  @DisplayName("SES-10, A44: what two users' records hold, swapped in the store, opens to neither")
  void swapped_records_open_to_nobody() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser alice = shop.loggedIn();
      shop.provider.user("bob");
      Browser bob = shop.loggedIn();
      shop.store.swap(ticket(alice).locator(), ticket(bob).locator());
      assertThat(alice.get("/whoami").status()).isEqualTo(401);
      assertThat(bob.get("/whoami").status()).isEqualTo(401);
    }
  }

  /** New tokens, on a way that takes until somebody has logged out. */
  private static Reply held(Reply answer, CountDownLatch granted, CountDownLatch loggedOut) {
    if (answer.status() == 200) {
      granted.countDown();
      await(loggedOut);
    }
    return answer;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("REF-10: a logout during a renewal wins, and the new tokens are revoked")
  void a_logout_during_a_renewal_wins(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      String cookie = browser.cookie(COOKIE).orElseThrow();
      shop.time.advance(Duration.ofMinutes(5));
      shop.provider.forgetRequests();
      CountDownLatch granted = new CountDownLatch(1);
      CountDownLatch loggedOut = new CountDownLatch(1);
      shop.provider.always().onToken(answer -> held(answer, granted, loggedOut));
      CompletableFuture<Page> asked = CompletableFuture.supplyAsync(() -> browser.get("/token"));
      try {
        await(granted);
        Page out =
            browser.send(
                HttpRequest.newBuilder(shop.home().resolve("/auth/logout"))
                    .header("X-Requested-By", "shop")
                    .POST(BodyPublishers.noBody()));
        assertThat(out.status()).isEqualTo(200);
        awaitRevoked(shop, 2); // what the session had until now
      } finally {
        loggedOut.countDown();
      }
      assertThat(asked.join().status()).isEqualTo(401);
      awaitRevoked(shop, 4); // what has come too late
      assertThat(shop.provider.requests(Endpoint.REVOKE))
          .extracting(call -> call.form().get("token"))
          .doesNotHaveDuplicates();
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      assertThat(status(shop, cookie)).isEqualTo(401);
    }
  }
}
