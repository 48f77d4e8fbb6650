package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may end a session, and what follows (LO-01, LO-02, BFF-04, BFF-07, A55). */
class LogoutTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY);
  private final Browser browser = shop.loggedIn();

  @AfterEach
  void close() {
    shop.close();
  }

  private HttpRequest.Builder logout() {
    return HttpRequest.newBuilder(shop.home().resolve("/auth/logout"))
        .header("Accept", "text/html")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document")
        .POST(BodyPublishers.noBody());
  }

  private void assertStillIn() {
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  void a_form_of_the_application_ends_it() {
    Page page = browser.send(logout().header("Sec-Fetch-Site", "same-origin"));
    assertThat(page.status()).isEqualTo(303);
    assertThat(page.location().orElseThrow().toString())
        .startsWith(shop.provider.uri(Endpoint.LOGOUT).toString())
        .contains("client_id=shop")
        .contains("id_token_hint=");
    assertThat(page.setCookies())
        .anyMatch(
            cookie ->
                cookie.equals("loopback-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
    assertThat(browser.cookies()).doesNotContainKey("loopback-session");
  }

  @Test
  void an_older_browser_proves_it_by_its_origin() {
    Page page =
        browser.send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/logout"))
                .header("Origin", shop.home().toString())
                .POST(BodyPublishers.noBody()));
    assertThat(page.status()).isEqualTo(200);
  }

  @Test
  void a_program_proves_it_by_a_header_no_other_site_can_send() { // BFF-03
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(shop.home().resolve("/auth/logout")).POST(BodyPublishers.noBody());
    assertThat(browser.send(bare.copy()).status()).isEqualTo(403);
    assertThat(browser.send(bare.copy().header("X-Requested-By", "shop")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void nobody_else_ends_it(String site) {
    Page page =
        browser.send(
            logout().header("Sec-Fetch-Site", site).header("Origin", shop.home().toString()));
    assertThat(page.status()).isEqualTo(403);
    assertStillIn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "https://evil.example", "http://127.0.0.1"})
  void a_foreign_origin_does_not_end_it(String origin) {
    Page page =
        browser.send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/logout"))
                .header("Origin", origin)
                .POST(BodyPublishers.noBody()));
    assertThat(page.status()).isEqualTo(403);
    assertStillIn();
  }

  @Test
  void a_link_or_an_image_does_not_end_it() {
    assertThat(browser.navigate("/auth/logout").status()).isEqualTo(405);
    assertThat(browser.get("/auth/logout").header("Allow")).hasValue("POST");
    assertStillIn();
  }

  @Test
  void a_store_that_does_not_answer_is_told() { // SES-12
    shop.store.breakDown();
    Page page = browser.send(logout().header("Sec-Fetch-Site", "same-origin"));
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.setCookies()).isEmpty();
    shop.store.repair();
    assertStillIn();
  }

  @Test
  @DisplayName("REV-02: nobody waits for a revocation, and one that failed is tried again")
  void a_provider_that_is_busy_or_hangs_keeps_no_user() throws InterruptedException {
    CountDownLatch again = new CountDownLatch(2);
    shop.provider
        .always()
        .at(Endpoint.REVOKE)
        .instead(
            reply -> {
              again.countDown();
              return reply.status(503).header("Retry-After", "0");
            });
    try (Gate gate = shop.provider.hold(Endpoint.REVOKE)) {
      assertThat(browser.send(logout().header("Sec-Fetch-Site", "same-origin")).status())
          .isEqualTo(303);
      gate.awaitArrivals(1);
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
    }
    assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("REV-02: what is revoked late does not end what the user has begun since")
  void a_late_revocation_leaves_the_next_session_alone() throws InterruptedException {
    shop.provider.habits().oneSessionPerUser();
    CountDownLatch again = new CountDownLatch(1);
    try (Gate gate = shop.provider.hold(Endpoint.REVOKE)) {
      Browser leaving = shop.loggedIn();
      beBusyTwice();
      shop.provider.always().at(Endpoint.REVOKE).change(counting(again));
      leaving.send(logout().header("Sec-Fetch-Site", "same-origin"));
      gate.awaitArrivals(1);
      leaving.open("/whoami");
      gate.open();
      assertThat(again.await(20, TimeUnit.SECONDS))
          .as("the access token, which comes last")
          .isTrue();
      shop.time.advance(Duration.ofMinutes(6));
      assertThat(leaving.get("/token").body()).isEqualTo("token DPoP");
    }
  }

  /** For the refresh token first, and then for the access token. */
  private void beBusyTwice() {
    for (int i = 0; i < 2; i++) {
      shop.provider
          .next()
          .at(Endpoint.REVOKE)
          .instead(reply -> reply.status(503).header("Retry-After", "0"));
    }
  }

  private static UnaryOperator<Reply> counting(CountDownLatch down) {
    return reply -> {
      down.countDown();
      return reply;
    };
  }

  @Test
  void without_a_session_it_leads_home() {
    Page page = shop.browser().send(logout().header("Sec-Fetch-Site", "same-origin"));
    assertThat(page.location()).hasValue(shop.home().resolve("/"));
  }

  @Test
  void a_servlet_can_end_it_too() { // SRV-14
    Page page = browser.get("/logout-here");
    assertThat(page.body()).isEqualTo("nobody null");
    assertThat(browser.cookies()).doesNotContainKey("loopback-session");
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void a_servlet_can_have_the_tokens_revoked_and_wait_for_it() { // REV-01
    assertThat(browser.get("/revoke").body()).startsWith("true nobody null");
    assertThat(shop.provider.requests(Endpoint.REVOKE)).hasSize(2);
    assertThat(browser.cookies()).doesNotContainKey("loopback-session");
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void a_provider_that_does_not_revoke_leaves_the_session_ended() {
    shop.provider.always().at(Endpoint.REVOKE).status(503);
    assertThat(browser.get("/revoke").body()).startsWith("false nobody null");
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
  }
}
