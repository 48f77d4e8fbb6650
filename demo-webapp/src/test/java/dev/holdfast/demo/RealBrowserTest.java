package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.provider.ProviderSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** The demo in the hands of somebody with a real browser. */
class RealBrowserTest {
  private static OwnProviderDemo demo;

  private RealBrowser browser;

  @BeforeAll
  static void start() {
    demo = Demos.start("memory", ProviderSettings.builder().accessTokenLife(Duration.ofSeconds(3)));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @BeforeEach
  void open() {
    browser = RealBrowser.open(demo.origin());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void login_orders_renewal_and_logout() {
    browser.go("/");
    browser.press("Sign in");
    browser.signIn("alice");
    browser.arriveAt("/account");
    assertThat(browser.text()).contains("Alice Arden");

    browser.press("Orders");
    browser.arriveAt("/orders");
    assertThat(browser.text()).contains("A lantern");

    Until.holds("the page tells of a renewal", this::renewedAfterAnotherCall);

    browser.press("Sign out");
    browser.arriveAt("/?logged-out");
    assertThat(browser.text()).contains("You are signed out.").contains("Not signed in");
  }

  @Test
  @DisplayName("Two tabs that sign in at once both arrive (TXN-07)")
  void two_tabs_sign_in_at_once() {
    browser.go("/account");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.go("/orders");
    browser.signIn("alice");
    browser.arriveAt("/orders");

    browser.driver().switchTo().window(first);
    browser.signIn("alice");
    browser.arriveAt("/account");
    assertThat(browser.text()).contains("Alice Arden");
    browser.go("/orders");
    assertThat(browser.text()).contains("A lantern");
  }

  @Test
  @DisplayName("Back to the form and once more through it ends well (A16)")
  void back_and_once_more() {
    browser.go("/account");
    browser.signIn("alice");
    browser.arriveAt("/account");

    browser.driver().navigate().back();
    browser.signIn("alice");
    browser.go("/account");
    browser.arriveAt("/account");
    assertThat(browser.text()).contains("Alice Arden");
  }

  @Test
  @DisplayName("Loading the callback again ends on the page that was asked for (CB-11)")
  void the_callback_loaded_again() {
    browser.go("/account");
    browser.signIn("alice");
    browser.arriveAt("/account");
    String key = browser.keyShown();
    String callback =
        browser.addresses().stream()
            .filter(a -> a.contains("/auth/callback?"))
            .findFirst()
            .orElseThrow();

    browser.driver().get(callback);
    browser.arriveAt("/account");
    assertThat(browser.keyShown()).isEqualTo(key);
  }

  @Test
  @DisplayName("A script calls the API without ever holding a token (BFF-01, BFF-03)")
  void a_script_calls_the_api() {
    browser.go("/orders");
    browser.signIn("alice");
    browser.arriveAt("/orders");

    browser.driver().findElement(By.id("call")).click();
    Until.holds("the script shows the answer", () -> browser.text().contains("200 {"));
    assertThat(browser.text()).contains("\"orders\":[\"A lantern\"");
    assertThat(browser.addresses()).contains(demo.origin() + "/api/orders");

    browser.driver().manage().deleteCookieNamed("loopback-session");
    browser.driver().findElement(By.id("call")).click();
    Until.holds("the script has led to a login", this::sawCallback);
    browser.arriveAt("/orders"); // the provider knows alice and asks nothing
  }

  @Test
  void a_script_finds_the_api_and_the_login_from_a_page_of_any_depth() {
    browser.go("/orders");
    browser.signIn("alice");
    browser.arriveAt("/orders");
    browser.moveTo("/shop/orders/1?page=2");

    browser.driver().findElement(By.id("call")).click();
    Until.holds("the script shows the answer", () -> browser.text().contains("200 {"));

    browser.driver().manage().deleteCookieNamed("loopback-session");
    browser.driver().findElement(By.id("call")).click();
    Until.holds("the script has led to a login", this::sawCallback);
    browser.arriveAt("/shop/orders/1?page=2");
  }

  private boolean sawCallback() {
    return browser.addresses().stream().anyMatch(a -> a.contains("/auth/callback?"));
  }

  private boolean renewedAfterAnotherCall() {
    browser.press("Call again");
    return browser.text().contains("The token was renewed since your last call");
  }
}
