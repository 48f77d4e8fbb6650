package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In and out, as a user sees it. */
class LoginJourneyTest {

  @ParameterizedTest
  @EnumSource
  void a_deep_link_leads_through_the_login_and_back(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.browser();
      Page start = browser.navigate("/orders?id=1&next=%2Ffoo");
      assertThat(start.status()).isEqualTo(303); // TXN-13
      assertThat(start.header("Cache-Control")).hasValue("no-store");
      Page callback = browser.follow(browser.follow(start));
      assertThat(callback.status()).isEqualTo(303); // CB-09
      assertThat(callback.header("Referrer-Policy")).hasValue("no-referrer");
      assertThat(callback.location()).hasValue(shop.home().resolve("/orders?id=1&next=%2Ffoo"));
      assertThat(browser.follow(callback).body())
          .isEqualTo("alice alice OIDC at /orders?id=1&next=%2Ffoo");
      assertThat(browser.refusedCookies()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_servlet_gets_a_token_bound_to_the_sessions_key(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      assertThat(shop.loggedIn().get("/token").body()).isEqualTo("token DPoP");
    }
  }

  @ParameterizedTest
  @EnumSource
  void logging_out_ends_the_session_here_and_visits_the_provider(Shop.Kind kind) {
    try (Shop shop = Shop.open(kind)) {
      Browser browser = shop.loggedIn();
      Map<String, String> stolen = browser.cookies();
      Page out = browser.post("/auth/logout", Map.of());
      assertThat(out.status()).isEqualTo(200);
      assertThat(out.body()).contains(shop.provider.uri(Endpoint.LOGOUT).toString());
      assertThat(browser.get("/whoami").status()).isEqualTo(401);
      Browser thief = shop.browser();
      stolen.forEach(thief::plant);
      assertThat(thief.get("/whoami").status()).isEqualTo(401); // SES-21
    }
  }
}
