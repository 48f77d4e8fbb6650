package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** How sessions end, in the hands of somebody with two browsers, two tabs and a back button. */
class RealBrowserSessionsTest {
  private final OwnProviderDemo demo = Demos.start("memory", Duration.ofMinutes(5));
  private RealBrowser browser;

  @BeforeEach
  void open() {
    browser = RealBrowser.open(demo.origin());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    demo.close();
  }

  private static void signIn(RealBrowser browser, String name) {
    browser.go("/account");
    browser.signIn(name);
    browser.arriveAt("/account");
  }

  @Test
  void after_a_logout_the_back_button_shows_nothing_private() {
    signIn(browser, "alice");
    assertThat(browser.text()).contains("alice@example.org");
    browser.press("Orders");
    assertThat(browser.text()).contains("A lantern");
    browser.press("Sign out");
    browser.arriveAt("/?logged-out");

    browser.driver().navigate().back();
    browser.arriveAtSignIn();
    assertThat(browser.text()).doesNotContain("A lantern");
    browser.driver().navigate().back();
    browser.arriveAtSignIn();
    assertThat(browser.text()).doesNotContain("alice@example.org");
  }

  @Test
  void one_browser_ends_the_session_of_another() {
    try (RealBrowser phone = RealBrowser.open(demo.origin())) {
      signIn(phone, "bob");
      signIn(browser, "bob");
      browser.press("Where you are signed in");
      assertThat(browser.text()).contains("Chrome on Linux this one", "Sign out all others");
      browser.press("Sign out there");
      browser.arriveAt("/sessions?ended=1");
      assertThat(browser.text())
          .contains("One session was signed out.", "Here, and nowhere else.")
          .doesNotContain("Sign out there");

      phone.driver().manage().deleteCookieNamed("provider_session"); // the provider's own goes on
      phone.press("Account");
      phone.arriveAtSignIn();
      browser.press("Account");
      assertThat(browser.text()).contains("bob@example.org");
    }
  }

  @Test
  void signing_out_everywhere_ends_both_browsers_and_the_session_at_the_provider() {
    try (RealBrowser phone = RealBrowser.open(demo.origin())) {
      signIn(phone, "alice");
      String key = phone.keyShown();
      signIn(browser, "alice");
      browser.press("Sessions");
      browser.press("Sign out everywhere");
      browser.arriveAt("/?logged-out");
      browser.press("Account");
      browser.arriveAtSignIn();

      phone.press("Account"); // the provider knows alice there, and asks nothing
      phone.arriveAt("/account");
      assertThat(phone.addresses()).anyMatch(address -> address.contains("/auth/callback?"));
      assertThat(phone.keyShown()).as("another session").isNotEqualTo(key);
    }
  }

  @Test
  void two_tabs_are_one_session_and_sign_out_and_in_together() {
    signIn(browser, "alice");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.go("/orders");
    assertThat(browser.text()).contains("A lantern");
    String second = browser.driver().getWindowHandle();
    browser.press("Sign out");
    browser.arriveAt("/?logged-out");

    browser.driver().switchTo().window(first);
    browser.press("Sessions");
    browser.signIn("bob");
    browser.arriveAt("/sessions");
    assertThat(browser.text()).contains("Bob Brook").doesNotContain("Alice Arden");

    browser.driver().switchTo().window(second);
    browser.press("Account");
    assertThat(browser.text()).contains("Bob Brook").doesNotContain("Alice Arden");
  }
}
