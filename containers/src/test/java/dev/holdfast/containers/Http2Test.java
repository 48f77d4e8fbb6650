package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The whole way of a session over HTTP/2. */
@TestInstance(Lifecycle.PER_CLASS)
class Http2Test {
  private final Shop shop = Shop.open(Map.of("public", "/public/*"));

  @AfterAll
  void close() {
    shop.close();
  }

  @Test
  void a_session_lives_over_http_2() { // SRV-25
    Browser browser = Browser.overHttp2(URI.create(shop.home()));
    browser.get("/public/server");
    assertThat(browser.open("/whoami").body()).isEqualTo("alice alice OIDC");
    assertThat(browser.get("/protocol").body()).isEqualTo("HTTP/2.0");
    assertThat(browser.get("/token").body()).startsWith("alice DPoP ");
    assertThat(browser.get("/missing").body()).isEqualTo("error page for alice");
    assertThat(browser.post("/auth/logout", Map.of()).status()).isEqualTo(200);
    Page after = browser.get("/whoami");
    assertThat(after.status()).isEqualTo(401);
    assertThat(browser.refusedCookies()).isEmpty();
  }

  @Test
  void a_script_reaches_an_api_over_http_2() { // SRV-25
    Browser browser = Browser.overHttp2(URI.create(shop.home()));
    browser.open("/whoami");
    assertThat(browser.get("/protocol").body()).isEqualTo("HTTP/2.0");
    assertThat(browser.send(shop.script()).status()).isEqualTo(200);
  }
}
