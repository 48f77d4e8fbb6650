package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.OidcEvent.RequestRefused;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider's own page ends a session, in a frame to which browsers send no cookie. */
class FrontChannelLogoutTest {
  private static final String PATH = "/auth/frontchannel-logout";
  private static final RemoteLogout FRONT = new RemoteLogout(false, true, false, false);

  private final Shop shop = Shop.open(Shop.Kind.MEMORY, client -> client.remoteLogout(FRONT));

  @AfterEach
  void close() {
    shop.close();
  }

  private Page framed(String query) {
    Page page = shop.browser().navigate(PATH + query);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("ok");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("Content-Security-Policy"))
        .hasValue("default-src 'none'; frame-ancestors " + shop.provider.issuer());
    assertThat(page.header("X-Frame-Options")).isEmpty();
    return page;
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  @Test
  @DisplayName("FCL-01, FCL-02: iss and sid end that session, anything less ends nothing")
  void the_providers_page_ends_the_session_that_it_names() {
    Browser one = shop.loggedIn();
    Browser other = shop.loggedIn();
    String issuer = URLEncoder.encode(shop.provider.issuer(), StandardCharsets.UTF_8);
    String sid = one.get("/sid").body();
    framed("");
    framed("?sid=" + sid);
    framed("?iss=" + issuer);
    framed("?iss=https%3A%2F%2Fother.example&sid=" + sid);
    framed("?iss=" + issuer + "&sid=guessed");
    assertThat(isIn(one)).isTrue();
    framed("?iss=" + issuer + "&sid=" + sid);
    assertThat(isIn(one)).isFalse();
    assertThat(isIn(other)).isTrue();
  }

  @Test
  @DisplayName("FCL-02: whoever else knows the name of a session locks nobody out with it")
  void the_same_session_of_the_provider_may_begin_anew() {
    Browser browser = shop.loggedIn();
    String issuer = URLEncoder.encode(shop.provider.issuer(), StandardCharsets.UTF_8);
    String sid = browser.get("/sid").body();
    framed("?iss=" + issuer + "&sid=" + sid);
    assertThat(isIn(browser)).isFalse();
    shop.time.advance(Duration.ofSeconds(1));
    shop.provider.next().onIdToken(claims -> claims.put("sid", sid));
    Browser again = shop.loggedIn();
    assertThat(again.get("/sid").body()).isEqualTo(sid);
    assertThat(isIn(again)).isTrue();
  }

  @Test
  @DisplayName("OPS-06: refusals")
  void what_the_frame_is_refused_is_heard() {
    Browser one = shop.loggedIn();
    String issuer = URLEncoder.encode(shop.provider.issuer(), StandardCharsets.UTF_8);
    String named = PATH + "?iss=" + issuer + "&sid=" + one.get("/sid").body();
    assertThat(shop.browser().post(named, Map.of()).status()).isEqualTo(405);
    shop.store.breakDown();
    assertThat(shop.browser().navigate(named).status()).isEqualTo(503);
    shop.store.repair();
    assertThat(isIn(one)).isTrue();
    assertThat(shop.heard.of(RequestRefused.class))
        .containsExactly(
            new RequestRefused("default", 405, ErrorCode.METHOD_NOT_ALLOWED),
            new RequestRefused("default", 503, ErrorCode.STORE_UNAVAILABLE));
  }

  @Test
  void a_page_of_the_application_is_served_where_it_is_switched_off() {
    try (Shop plain = Shop.open(Shop.Kind.MEMORY)) {
      assertThat(plain.loggedIn().get(PATH).body()).startsWith("alice ");
      assertThat(plain.loggedIn().get("/auth/backchannel-logout").body()).startsWith("alice ");
    }
  }

  @Test
  void sessions_in_cookies_refuse_what_anybody_could_fill_a_store_with() { // SES-20
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Shop.open(Shop.Kind.COOKIE, client -> client.remoteLogout(FRONT)))
        .withMessageContaining("front-channel-logout needs sessions on the server");
  }

  @Test
  void the_back_channel_with_cookies_needs_nodes_that_know_of_one_another() { // SES-20
    RemoteLogout manyNodes = new RemoteLogout(true, false, false, false);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Shop.open(Shop.Kind.COOKIE, client -> client.remoteLogout(manyNodes)))
        .withMessageContaining("single-node=true");
    Shop.open(Shop.Kind.MEMORY, client -> client.remoteLogout(manyNodes)).close();
  }
}
