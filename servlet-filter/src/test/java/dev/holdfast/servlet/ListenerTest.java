package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.LogoutCause;
import dev.holdfast.event.OidcEvent.LoggedIn;
import dev.holdfast.event.OidcEvent.LoggedOut;
import dev.holdfast.event.OidcEvent.LoginRefused;
import dev.holdfast.event.OidcEvent.RenewalEnded;
import dev.holdfast.event.OidcEvent.RequestRefused;
import dev.holdfast.event.OidcEvent.StoreOutageBegun;
import dev.holdfast.event.OidcEvent.StoreOutageEnded;
import dev.holdfast.testkit.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a listener hears of requests, beside the lives of sessions. */
class ListenerTest {

  @Test
  @DisplayName("OPS-06: refusals")
  void what_a_request_is_refused_with_is_heard() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      shop.browser().get("/whoami");
      shop.browser().get("/auth/logout");
      shop.provider.next().denyLogin("access_denied");
      shop.browser().open("/whoami");

      assertThat(shop.heard.of(RequestRefused.class))
          .containsExactly(
              new RequestRefused("default", 401, ErrorCode.SESSION_REQUIRED),
              new RequestRefused("default", 405, ErrorCode.METHOD_NOT_ALLOWED),
              new RequestRefused("default", 403, ErrorCode.LOGIN_DENIED));
      assertThat(shop.heard.of(LoginRefused.class))
          .containsExactly(new LoginRefused("default", ErrorCode.LOGIN_DENIED));
    }
  }

  @Test
  void what_the_relay_refuses_is_heard() {
    try (RelayShop shop = RelayShop.open(Map.of())) {
      assertThat(shop.get("/api/elsewhere").status()).isEqualTo(404);
      assertThat(shop.heard().of(RequestRefused.class))
          .containsExactly(new RequestRefused("default", 404, ErrorCode.ROUTE_UNKNOWN));
    }
  }

  @Test
  @DisplayName("OPS-06: a store outage")
  void an_outage_is_heard_when_it_begins_and_when_it_is_over() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      shop.store.breakDown();
      browser.get("/whoami");
      browser.get("/whoami");
      assertThat(shop.heard.of(StoreOutageBegun.class)).hasSize(1);
      assertThat(shop.heard.of(StoreOutageEnded.class)).isEmpty();
      shop.store.repair();
      browser.get("/whoami");
      browser.get("/whoami");

      assertThat(shop.heard.of(StoreOutageBegun.class)).hasSize(1);
      assertThat(shop.heard.of(StoreOutageEnded.class))
          .singleElement()
          .satisfies(over -> assertThat(over.lasted()).isPositive());
      assertThat(shop.heard.of(LoggedOut.class)).isEmpty();
    }
  }

  @Test
  void a_session_that_outgrows_its_cookies_is_heard_to_end() {
    try (Shop shop = Shop.open(Shop.Kind.COOKIE)) {
      Browser browser = shop.loggedIn();
      shop.store.fillUp();
      shop.time.advance(Duration.ofMinutes(10));
      browser.get("/token");

      assertThat(shop.heard.await(RenewalEnded.class).failure())
          .contains(ErrorCode.SESSION_TOO_LARGE);
      String session = shop.heard.of(LoggedIn.class).get(0).session();
      assertThat(shop.heard.of(LoggedOut.class))
          .singleElement()
          .satisfies(
              out -> {
                assertThat(out.cause()).isEqualTo(LogoutCause.TOO_LARGE);
                assertThat(out.session()).contains(session);
              });
    }
  }

  @Test
  void a_new_login_of_a_browser_ends_its_former_session() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Browser browser = shop.loggedIn();
      browser.open("/auth/login");
      assertThat(shop.heard.of(LoggedIn.class)).hasSize(2);
      assertThat(shop.heard.of(LoggedOut.class))
          .extracting(LoggedOut::cause)
          .containsExactly(LogoutCause.REPLACED);
    }
  }
}
