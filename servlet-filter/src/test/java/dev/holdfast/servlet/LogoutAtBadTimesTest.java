package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.OidcEvent.LoggedOut;
import dev.holdfast.event.OidcEvent.LoginRefused;
import dev.holdfast.session.Custody;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider logs somebody out while they log in, or while a store does not answer. */
@ParameterizedClass
@EnumSource
class LogoutAtBadTimesTest {
  private static final String SID = "s-1";

  private final Shop shop;

  LogoutAtBadTimesTest(Shop.Kind kind) {
    shop =
        Shop.open(kind, client -> client.remoteLogout(new RemoteLogout(true, false, false, true)));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Page post(String token) {
    String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return shop.browser()
        .send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/backchannel-logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
  }

  private String logoutToken(String claim, String value) {
    return shop.provider.logoutToken("shop", claims -> claims.put(claim, value));
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  /** Adds the tokens that the provider hands out from now on to a list. */
  private List<String> handedOut() {
    List<String> tokens = new CopyOnWriteArrayList<>();
    shop.provider
        .always()
        .onToken(
            answer -> {
              answer.member("refresh_token").map(String.class::cast).ifPresent(tokens::add);
              answer.member("access_token").map(String.class::cast).ifPresent(tokens::add);
              return answer;
            });
    return tokens;
  }

  @ParameterizedTest(name = "BCL-08: a logout that names {0}")
  @ValueSource(strings = {"sub", "sid"})
  void a_login_under_way_does_not_live_on(String claim) {
    shop.provider.always().onIdToken(claims -> claims.put("sid", SID));
    List<String> tokens = handedOut();
    Browser browser = shop.browser();
    CompletableFuture<Page> login;
    try (Gate answers = shop.provider.hold(Endpoint.TOKEN)) {
      login = CompletableFuture.supplyAsync(() -> browser.open("/whoami"));
      answers.awaitArrivals(1);
      shop.time.advance(Duration.ofSeconds(2));
      boolean bySid = claim.equals("sid");
      String token = logoutToken(claim, bySid ? SID : "alice");
      assertThat(post(token).status()).isEqualTo(200);
      if (bySid) { // which never begins anew, whatever the ID token says
        shop.time.advance(Duration.ofSeconds(2));
      }
    }
    Page page = login.join();
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("logged_out");
    assertThat(isIn(browser)).isFalse();
    assertThat(shop.heard.of(LoginRefused.class))
        .extracting(LoginRefused::code)
        .containsExactly(ErrorCode.LOGGED_OUT);
    assertRevoked(tokens);
  }

  private void assertRevoked(List<String> tokens) {
    assertThat(tokens).as("a refresh and an access token").hasSize(2);
    Eventually.holds("its tokens are revoked", () -> revoked().size() == 2);
    assertThat(revoked()).containsExactlyInAnyOrderElementsOf(tokens);
  }

  private List<String> revoked() {
    return shop.provider.requests(Endpoint.REVOKE).stream()
        .filter(call -> call.status() == 200)
        .map(RecordedCall::form)
        .map(form -> form.get("token"))
        .toList();
  }

  @Test
  @DisplayName("BCL-07: a store that fails is a 400 where it holds sessions, and a 200 elsewhere")
  void a_store_that_fails_is_told_where_it_is_asked() {
    Browser browser = shop.loggedIn();
    String token = logoutToken("sub", "alice");
    shop.store.breakDown();
    Page page = post(token);
    shop.store.repair();
    if (shop.store.custody() == Custody.SERVER) {
      assertRefused(page);
      page = post(token);
    }
    assertThat(page.status()).as("the same token may come again").isEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  @DisplayName("BCL-07: a logout that cannot be noted is a 400, and the same token may come again")
  void a_coordination_that_fails_is_told() {
    Browser browser = shop.loggedIn();
    String token = logoutToken("sub", "alice");
    shop.facts.breakDown();
    assertRefused(post(token));
    shop.facts.repair();
    assertThat(isIn(browser)).isTrue();
    assertThat(shop.heard.of(LoggedOut.class)).isEmpty();
    assertThat(post(token).status()).isEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  private static void assertRefused(Page page) {
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("store_unavailable");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
  }
}
