package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider says that somebody is logged out; no browser is behind it. */
@ParameterizedClass
@EnumSource
class BackChannelLogoutTest {
  private static final String PATH = "/auth/backchannel-logout";

  private final Shop shop;

  BackChannelLogoutTest(Shop.Kind kind) {
    shop =
        Shop.open(kind, client -> client.remoteLogout(new RemoteLogout(true, false, false, true)));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Page post(String body) {
    return shop.browser()
        .send(
            HttpRequest.newBuilder(shop.home().resolve(PATH))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
  }

  private Page logOut(Consumer<Map<String, Object>> claims) {
    return post(form(shop.provider.logoutToken("shop", claims)));
  }

  private static String form(String token) {
    return "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  private static String sid(Browser browser) {
    return browser.get("/sid").body();
  }

  private static void assertRefused(Page page) {
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("\"error\":\"invalid_request\"");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
  }

  @Test
  @DisplayName("BCL-01, BCL-05: one of the provider's sessions ends, another of the user does not")
  void a_session_ends_without_its_browser() {
    Browser one = shop.loggedIn();
    Browser other = shop.loggedIn();
    Page answer = logOut(claims -> claims.put("sid", sid(one)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.setCookies()).isEmpty();
    assertThat(answer.header("Cache-Control")).hasValue("no-store");
    assertThat(isIn(one)).isFalse();
    assertThat(isIn(other)).isTrue();
  }

  @Test
  @DisplayName("BCL-05: a user without a session named: all of theirs, and nobody else's")
  void all_sessions_of_a_user_end() {
    List<Browser> alices = List.of(shop.loggedIn(), shop.loggedIn());
    shop.provider.user("bob");
    Browser bob = shop.loggedIn();
    assertThat(logOut(claims -> claims.put("sub", "alice")).status()).isEqualTo(200);
    assertThat(alices).noneMatch(BackChannelLogoutTest::isIn);
    assertThat(isIn(bob)).isTrue();
    shop.provider.user("alice");
    shop.time.advance(Duration.ofSeconds(2));
    assertThat(isIn(shop.loggedIn())).as("she may log in again").isTrue();
  }

  @ParameterizedTest(name = "BCL-05: a renewed ID token {0}")
  @MethodSource("renewals")
  void a_session_ends_by_what_its_login_said_of_it(
      String what, Consumer<Map<String, Object>> renewal) {
    Browser browser = shop.loggedIn();
    String sid = sid(browser);
    shop.time.advance(Duration.ofMinutes(6));
    shop.provider.next().onIdToken(renewal);
    assertThat(browser.get("/token").status()).isEqualTo(200);
    assertThat(logOut(claims -> claims.put("sid", sid)).status()).isEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  static Stream<Arguments> renewals() {
    Consumer<Map<String, Object>> without = claims -> claims.remove("sid");
    Consumer<Map<String, Object>> other = claims -> claims.put("sid", "another");
    return Stream.of(arguments("without sid", without), arguments("with another", other));
  }

  @Test
  @DisplayName("BCL-05: a logout that arrives late ends what has been renewed since")
  void a_renewal_does_not_make_a_login_newer() {
    Browser browser = shop.loggedIn();
    long end = shop.time.instant().plus(Duration.ofMinutes(10)).getEpochSecond();
    String late =
        shop.provider.logoutToken(
            "shop",
            claims -> {
              claims.put("sub", "alice");
              claims.put("exp", end);
            });
    shop.time.advance(Duration.ofMinutes(6));
    assertThat(browser.get("/token").status()).isEqualTo(200);
    assertThat(post(form(late)).status()).isEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  @DisplayName("BCL-05: a session that is not that user's lives on")
  void a_session_and_a_user_must_fit() {
    Browser browser = shop.loggedIn();
    String sid = sid(browser);
    logOut(
        claims -> {
          claims.put("sid", sid);
          claims.put("sub", "bob");
        });
    assertThat(isIn(browser)).isTrue();
    logOut(
        claims -> {
          claims.put("sid", sid);
          claims.put("sub", "alice");
        });
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  @DisplayName("BCL-02: what is not a logout token for this client, now, ends nothing")
  void a_token_that_breaks_a_rule_ends_nothing() {
    Browser browser = shop.loggedIn();
    String sid = sid(browser);
    long now = shop.time.instant().getEpochSecond();
    List<Consumer<Map<String, Object>>> wrong =
        List.of(
            claims -> claims.put("iss", "https://other.example"),
            claims -> claims.put("aud", "other"),
            claims -> claims.put("aud", List.of("shop", "other")),
            claims -> claims.remove("aud"),
            claims -> claims.put("nonce", "n"),
            claims -> claims.remove("events"),
            claims -> claims.put("events", Map.of("http://other.example/event", Map.of())),
            claims ->
                claims.put(
                    "events", Map.of("http://schemas.openid.net/event/backchannel-logout", "yes")),
            claims -> claims.remove("jti"),
            claims -> claims.put("exp", now - 300),
            claims -> claims.remove("exp"),
            claims -> claims.remove("iat"),
            claims -> claims.put("iat", now + 600),
            claims -> claims.put("exp", now + 3600),
            claims -> claims.put("sid", List.of(sid)),
            claims -> claims.remove("sid"));
    for (Consumer<Map<String, Object>> each : wrong) {
      Consumer<Map<String, Object>> named = claims -> claims.put("sid", sid);
      assertRefused(logOut(named.andThen(each)));
    }
    assertThat(isIn(browser)).isTrue();
  }

  @Test
  @DisplayName(
      "BCL-01, BCL-02: only a form with one token, signed by the provider, as it should be")
  void other_requests_end_nothing() {
    Browser browser = shop.loggedIn();
    String token = shop.provider.logoutToken("shop", claims -> claims.put("sid", sid(browser)));
    String[] parts = token.split("\\.", -1);
    assertRefused(post(""));
    assertRefused(post("logout_token="));
    assertRefused(post(form(token) + "&" + form(token)));
    assertRefused(post(form(parts[0] + "." + parts[1] + ".AAAA")));
    assertRefused(post(form("eyJhbGciOiJub25lIn0." + parts[1] + ".")));
    assertRefused(post(form(token) + "&pad=" + "x".repeat(33 * 1024)));
    String inQuery = PATH + "?" + form(token);
    assertThat(browser.navigate(inQuery).status()).isEqualTo(405);
    assertRefused(
        browser.send(
            HttpRequest.newBuilder(URI.create(shop.home() + inQuery))
                .POST(BodyPublishers.noBody())));
    assertThat(isIn(browser)).isTrue();
    assertThat(post("other=1&" + form(token)).status()).isEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  @DisplayName("BCL-04: the same token a second time is refused")
  void a_token_counts_once() {
    String token = shop.provider.logoutToken("shop", claims -> claims.put("sid", "unknown"));
    assertThat(post(form(token)).status()).as("nothing to end is fine").isEqualTo(200);
    assertRefused(post(form(token)));
  }

  @Test
  @DisplayName("BCL-08, REF-10: a refresh that was under way revives nothing")
  void a_refresh_under_way_revives_nothing() throws Exception {
    Browser browser = shop.loggedIn();
    String sid = sid(browser);
    shop.time.advance(Duration.ofMinutes(6));
    CompletableFuture<Page> asking;
    try (Gate answers = shop.provider.hold(Endpoint.TOKEN)) {
      asking = CompletableFuture.supplyAsync(() -> browser.get("/token"));
      answers.awaitArrivals(1);
      assertThat(logOut(claims -> claims.put("sid", sid)).status()).isEqualTo(200);
    }
    assertThat(asking.get().status()).isNotEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  @DisplayName("BCL-06: with the session its refresh token is out of reach")
  void a_session_that_has_ended_refreshes_nothing() {
    Browser browser = shop.loggedIn();
    Map<String, String> copied = browser.cookies();
    logOut(claims -> claims.put("sid", sid(browser)));
    shop.time.advance(Duration.ofMinutes(6));
    shop.provider.forgetRequests();
    copied.forEach(browser::plant);
    assertThat(browser.get("/token").status()).isEqualTo(401);
    assertThat(shop.provider.requests(Endpoint.TOKEN)).isEmpty();
  }
}
