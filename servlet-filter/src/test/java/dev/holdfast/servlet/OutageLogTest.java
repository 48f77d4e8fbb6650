package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.OidcEvent;
import dev.holdfast.testkit.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators read while a store is away: when that began and when it was over. */
class OutageLogTest {
  private static final String BEGAN = "WARN the session store did not answer: broken for a test";
  private static final String OVER = "INFO the session store answers again";

  @Test
  void an_outage_is_told_once_however_many_requests_meet_it() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/public/*"));
        LogLines lines = new LogLines()) {
      Browser browser = shop.loggedIn();
      for (int outage = 1; outage <= 2; outage++) {
        shop.store.breakDown();
        for (int i = 0; i < 5; i++) {
          assertThat(browser.navigate("/whoami").status()).isEqualTo(503);
          assertThat(browser.get("/auth/session").status()).isEqualTo(503);
          assertThat(browser.post("/auth/logout", Map.of()).status()).isEqualTo(503);
          assertThat(browser.get("/public/a").status()).isEqualTo(200);
          assertThat(shop.browser().open("/whoami").status()).isEqualTo(503);
        }
        shop.store.repair();
        for (int i = 0; i < 5; i++) {
          assertThat(browser.get("/whoami").status()).isEqualTo(200);
        }
      }

      assertThat(lines.about("session store")).containsExactly(BEGAN, OVER, BEGAN, OVER);
      assertThat(lines.about("503")).isEmpty();
    }
  }

  @Test
  void a_store_that_takes_nothing_new_answers_again_when_it_does() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY);
        LogLines lines = new LogLines()) {
      Browser user = shop.loggedIn();
      shop.store.takeNothing();
      for (int i = 0; i < 3; i++) {
        assertThat(shop.browser().open("/whoami").status()).isEqualTo(503);
        assertThat(user.post("/auth/logout", Map.of()).status()).isEqualTo(503);
        assertThat(user.get("/whoami").status()).isEqualTo(200);
      }
      assertThat(lines.about("session store"))
          .isEqualTo(List.of("WARN the session store did not answer: read-only for a test"));

      shop.store.repair();
      assertThat(user.post("/auth/logout", Map.of()).status()).isEqualTo(200);
      assertThat(lines.about("session store")).last().isEqualTo(OVER);
    }
  }

  @Test
  void a_login_shows_as_well_that_a_store_is_back() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY);
        LogLines lines = new LogLines()) {
      shop.store.takeNothing();
      assertThat(shop.browser().open("/whoami").status()).isEqualTo(503);
      shop.store.repair();
      shop.loggedIn();

      assertThat(lines.about("session store")).hasSize(2).last().isEqualTo(OVER);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15}) // the second brings another ticket too
  void a_use_that_cannot_be_noted_is_an_outage_and_told_once(int minutes) {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY);
        LogLines lines = new LogLines()) {
      Browser user = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(minutes));
      shop.store.takeNothing();
      for (int i = 0; i < 3; i++) {
        assertThat(user.get("/whoami").status()).isEqualTo(200);
      }
      assertThat(lines.about("WARN"))
          .containsExactly("WARN the session store did not answer: read-only for a test");
      assertThat(shop.heard.of(OidcEvent.StoreOutageBegun.class)).hasSize(1);

      shop.store.repair();
      assertThat(user.get("/whoami").status()).isEqualTo(200);
      assertThat(lines.about("session store")).hasSize(2).last().isEqualTo(OVER);
      assertThat(shop.heard.of(OidcEvent.StoreOutageEnded.class)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/renew", "/revoke", "/logout-here"})
  void what_the_application_changes_shows_an_outage_too(String path) {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY);
        LogLines lines = new LogLines()) {
      Browser user = shop.loggedIn();
      shop.store.takeNothing();
      for (int i = 0; i < 2; i++) {
        assertThat(user.get(path).status()).isEqualTo(500);
      }
      assertThat(lines.about("session store"))
          .containsExactly("WARN the session store did not answer: read-only for a test");

      shop.store.repair();
      assertThat(user.get(path).status()).isEqualTo(200);
      assertThat(lines.about("session store")).hasSize(2).last().isEqualTo(OVER);
    }
  }
}
