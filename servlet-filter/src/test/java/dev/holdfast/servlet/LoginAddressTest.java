package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the browser says when a login begins, and what of it counts. */
class LoginAddressTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY);

  @AfterEach
  void close() {
    shop.close();
  }

  private Map<String, String> pushed() {
    return shop.provider.requests(Endpoint.PAR).get(0).form();
  }

  @Test
  @DisplayName("DISC-01, AREQ-10, AREQ-12: a parameter chooses neither provider nor scope")
  void parameters_of_the_browser_change_no_request() {
    try (FakeProvider evil = FakeProvider.start()) {
      Browser browser = shop.browser();
      Page start =
          browser.navigate(
              "/auth/login?iss=%s&issuer=%s&scope=admin&client_id=other&response_type=token"
                  .formatted(evil.issuer(), evil.issuer()));
      assertThat(start.location().orElseThrow().toString()).startsWith(shop.provider.issuer());
      assertThat(pushed())
          .containsEntry("scope", "openid profile")
          .containsEntry("client_id", "shop")
          .containsEntry("response_type", "code");
      assertThat(browser.follow(browser.follow(start)).status()).isEqualTo(303);
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("AREQ-03: the address of the callback is the configured one, whatever Host says")
  void a_host_header_does_not_move_the_callback() throws IOException {
    try (RawBrowser browser = RawBrowser.connect(shop.home())) {
      String request = "GET /orders HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\n\r\n";
      browser.out().write(request.getBytes(StandardCharsets.US_ASCII));
      browser.out().flush();
      assertThat(browser.head()).startsWith("HTTP/1.1 303 ").doesNotContain("evil");
    }
    assertThat(pushed()).containsEntry("redirect_uri", shop.home() + "/auth/callback");
  }

  @Test
  @DisplayName("RED-03: where a login leads was settled when it began")
  void a_callback_cannot_say_where_to_go() {
    Browser browser = shop.browser();
    Page back = browser.follow(browser.navigate("/orders?id=1"));
    String callback =
        back.location().orElseThrow() + "&return_to=%2Fadmin&target_link_uri=%2Fadmin";
    assertThat(browser.navigate(URI.create(callback)).location())
        .hasValue(shop.home().resolve("/orders?id=1"));
  }
}
