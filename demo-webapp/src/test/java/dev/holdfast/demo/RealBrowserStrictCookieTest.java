package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.JavascriptExecutor;

/**
 * A session cookie that a real browser sends from pages of this site alone. The provider is another
 * site: it is at 127.0.0.1, the application at localhost.
 */
class RealBrowserStrictCookieTest {
  private final SmallApplication application =
      new SmallApplication(Map.of("session-cookie-same-site", "Strict"));
  private RealBrowser browser;

  @BeforeEach
  void open() {
    browser = RealBrowser.open(application.origin());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    application.close();
  }

  private int logins() {
    return application.provider.requests(Endpoint.AUTHORIZE).size();
  }

  @Test
  @DisplayName("CK-06: after a login the first page sees the session")
  void after_a_login_the_first_page_sees_the_session() {
    browser.go("/orders");
    browser.arriveAt("/orders");
    assertThat(browser.text()).contains("The desk of alice");
    assertThat(browser.driver().manage().getCookies())
        .filteredOn(cookie -> cookie.getName().equals("loopback-session"))
        .extracting(Cookie::getSameSite)
        .containsExactly("Strict");
    assertThat(browser.addresses()).anyMatch(address -> address.contains("callback?arrived="));
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  @DisplayName("CK-06, CK-07: a link on a page of another site leads to it without a second login")
  void a_link_from_elsewhere_finds_the_session() {
    browser.go("/");
    browser.arriveAt("/");
    browser.driver().get(application.provider.uri(Endpoint.JWKS).toString());
    browser.addresses();
    ((JavascriptExecutor) browser.driver())
        .executeScript("location.href = arguments[0]", application.origin() + "/orders");
    browser.arriveAt("/orders");
    assertThat(browser.text()).contains("The desk of alice");
    assertThat(browser.addresses())
        .as("without its cookie at first, and then from a page of its own")
        .filteredOn(address -> address.equals(application.origin() + "/orders"))
        .hasSizeGreaterThan(1);
    assertThat(logins()).isEqualTo(1);
  }
}
