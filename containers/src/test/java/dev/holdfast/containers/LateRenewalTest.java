package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token that is renewed while an asynchronous answer waits, over either protocol. */
@TestInstance(Lifecycle.PER_CLASS)
class LateRenewalTest {
  private final Shop inMemory = Shop.open(Map.of());
  private final Shop inCookies =
      Shop.open(Map.of("session-store", "cookie", "single-node", "true"));

  @AfterAll
  void close() {
    inMemory.close();
    inCookies.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/async-token,HTTP/1.1",
    "/async-start,HTTP/1.1",
    "/async-dispatch,HTTP/1.1",
    "/async-token,HTTP/2.0",
    "/async-start,HTTP/2.0",
    "/async-dispatch,HTTP/2.0"
  })
  void a_session_on_the_server_is_renewed_and_its_cookie_stays(String path, String protocol) {
    Browser browser = loggedIn(inMemory, protocol);
    assertThat(renewed(inMemory, browser, path).setCookies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/async-token,HTTP/1.1",
    "/async-start,HTTP/1.1",
    "/async-dispatch,HTTP/1.1",
    "/async-token,HTTP/2.0",
    "/async-start,HTTP/2.0",
    "/async-dispatch,HTTP/2.0"
  })
  void a_session_in_a_cookie_leaves_with_the_answer(String path, String protocol) { // SRV-07
    Browser browser = loggedIn(inCookies, protocol);
    Map<String, String> before = browser.cookies();
    Page page = renewed(inCookies, browser, path);
    assertThat(page.setCookies())
        .singleElement()
        .satisfies(cookie -> assertThat(before).containsKey(cookie.split("=", 2)[0]));
    assertThat(browser.cookies()).hasSameSizeAs(before).isNotEqualTo(before);
    assertThat(browser.refusedCookies()).isEmpty();
  }

  private static Browser loggedIn(Shop shop, String protocol) {
    URI home = URI.create(shop.home());
    Browser browser = protocol.equals("HTTP/2.0") ? Browser.overHttp2(home) : Browser.at(home);
    assertThat(browser.open("/whoami").status()).isEqualTo(200);
    assertThat(browser.get("/protocol").body()).isEqualTo(protocol);
    return browser;
  }

  /** The answer with a new token, which is the session's from then on. */
  private static Page renewed(Shop shop, Browser browser, String path) {
    String before = browser.get("/token").body();
    shop.provider.forgetRequests();
    Page page = browser.get(path);
    assertThat(page.body()).startsWith("alice DPoP ").isNotEqualTo(before);
    assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(1);
    assertThat(browser.get("/token").body()).isEqualTo(page.body());
    assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(1);
    return page;
  }
}
