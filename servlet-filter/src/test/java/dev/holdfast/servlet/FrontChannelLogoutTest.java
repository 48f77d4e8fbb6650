package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider's own page ends a session, in a frame to which browsers send no cookie. */
@ParameterizedClass
@EnumSource
class FrontChannelLogoutTest {
  private static final String PATH = "/auth/frontchannel-logout";

  private final Shop.Kind kind;
  private final Shop shop;

  FrontChannelLogoutTest(Shop.Kind kind) {
    this.kind = kind;
    this.shop =
        Shop.open(kind, client -> client.remoteLogout(new RemoteLogout(false, true, false, true)));
  }

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
  void a_page_of_the_application_is_served_where_it_is_switched_off() {
    try (Shop plain = Shop.open(kind)) {
      assertThat(plain.loggedIn().get(PATH).body()).startsWith("alice ");
      assertThat(plain.loggedIn().get("/auth/backchannel-logout").body()).startsWith("alice ");
    }
  }

  @Test
  void sessions_in_cookies_need_nodes_that_know_of_one_another() {
    RemoteLogout manyNodes = new RemoteLogout(true, true, false, false);
    if (kind == Shop.Kind.COOKIE) {
      Assertions.assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> Shop.open(kind, client -> client.remoteLogout(manyNodes)))
          .withMessageContaining("single-node=true");
    } else {
      Shop.open(kind, client -> client.remoteLogout(manyNodes)).close();
    }
  }
}
