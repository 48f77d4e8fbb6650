package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody begins more logins than people do, and the provider does not notice. */
class LoginLimitTest {
  private final Shop shop =
      Shop.open(
          Shop.Kind.MEMORY,
          client -> client.logins(logins -> logins.startsPerAddress(3).starts(1000)));

  @AfterEach
  void close() {
    shop.close();
  }

  private int pushed() {
    return shop.provider.requests(Endpoint.PAR).size();
  }

  @Test
  @DisplayName("TXN-11, A68: at pages and at the login's own address, whatever the cookies")
  void a_flood_of_logins_is_refused() {
    for (int i = 0; i < 40; i++) {
      Page page = shop.browser().navigate(i % 2 == 0 ? "/orders" : "/auth/login");
      assertThat(page.status()).isEqualTo(i < 3 ? 303 : 429);
    }
    assertThat(pushed()).isEqualTo(3);
    Page page = shop.browser().navigate("/orders");
    assertThat(page.header("Retry-After")).hasValue("20");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("Location")).isEmpty();
    assertThat(page.setCookies()).isEmpty();
    assertThat(page.body()).contains("429 too_many_logins").contains("Wait a moment");
  }

  @Test
  @DisplayName("TXN-11: whoever waits is let in, and a session is not counted")
  void whoever_waits_is_let_in() {
    Browser user = shop.loggedIn();
    shop.browser().navigate("/orders");
    shop.browser().navigate("/orders");
    assertThat(shop.browser().navigate("/orders").status()).isEqualTo(429);
    assertThat(user.navigate("/whoami").status()).isEqualTo(200);
    shop.time.advance(Duration.ofSeconds(20));
    assertThat(shop.browser().open("/whoami").body()).startsWith("alice ");
    assertThat(shop.browser().navigate("/orders").status()).isEqualTo(429);
  }

  @Test
  @DisplayName("TXN-02, TXN-11: what begins no login counts for none")
  void what_begins_no_login_is_not_counted() {
    for (int i = 0; i < 20; i++) {
      assertThat(shop.browser().get("/orders").status()).isEqualTo(401);
    }
    assertThat(shop.browser().navigate("/orders").status()).isEqualTo(303);
  }
}
