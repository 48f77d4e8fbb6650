package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.ResponseMode;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Forgery;
import dev.holdfast.testkit.Page;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A signed answer, in the address or posted, at the filter's door. */
class SignedAnswerTest {

  private static Shop shop(ResponseMode mode) {
    return Shop.open(
        Shop.Kind.MEMORY, client -> client.logins(logins -> logins.responseMode(mode)));
  }

  @Test
  @DisplayName("CB-12, CB-13: in the address")
  void a_signed_answer_in_the_address_logs_in() {
    try (Shop shop = shop(ResponseMode.JWT)) {
      assertThat(shop.loggedIn().get("/whoami").body()).startsWith("alice ");
      Browser other = shop.browser();
      shop.provider.next().signAnswerWith(Forgery.OTHER_KEY);
      Page page = other.open("/orders");
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).contains("response_invalid");
      assertThat(other.cookies()).isEmpty();
      assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(1);
    }
  }

  @Test
  @DisplayName("CB-12, A20: a plain answer, alone or beside it")
  void a_plain_answer_is_refused() {
    try (Shop shop = shop(ResponseMode.JWT)) {
      Browser browser = shop.browser();
      URI signed = browser.follow(browser.navigate("/orders")).location().orElseThrow();
      assertThat(browser.navigate(URI.create(signed + "&code=x")).body())
          .contains("callback_invalid");
      assertThat(browser.navigate("/auth/callback?code=x&state=y").body())
          .contains("callback_invalid");
      assertThat(shop.provider.requests(Endpoint.TOKEN)).isEmpty();
      assertThat(browser.navigate(signed).status()).isEqualTo(303);
    }
  }

  @Test
  @DisplayName("CB-01, CB-12: posted")
  void a_signed_answer_that_is_posted_logs_in() {
    try (Shop shop = shop(ResponseMode.FORM_POST_JWT)) {
      Browser browser = shop.browser();
      Page posted = browser.submit(browser.follow(browser.navigate("/orders")));
      assertThat(shop.provider.secrets().foundIn(posted.headers().toString())).isEmpty();
      assertThat(browser.follow(posted).location()).hasValue(shop.home().resolve("/orders"));
      assertThat(browser.get("/whoami").body()).startsWith("alice ");
    }
  }
}
