package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An application that knows nothing of caches, and whose page asks again and again who is there; a
 * real browser shows it. The session ends after 30 minutes without use.
 */
class RealBrowserWaitingTest {
  private static final Pattern TOLD = Pattern.compile("answer (\\d+): (in|out)");

  private final SmallApplication application = new SmallApplication();
  private RealBrowser browser;

  @BeforeEach
  void open() {
    browser = RealBrowser.open(application.origin());
    browser.go("/desk");
    browser.arriveAt("/desk");
    assertThat(browser.text()).contains("The desk of alice");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    application.close();
  }

  @Test
  void a_page_that_asks_who_is_there_does_not_keep_the_session_alive() {
    application.time.advance(Duration.ofMinutes(20));
    assertThat(toldFromNowOn()).isEqualTo("in");
    application.time.advance(Duration.ofMinutes(11));
    assertThat(toldFromNowOn()).isEqualTo("out");
  }

  @Test
  void a_page_that_is_opened_does() {
    application.time.advance(Duration.ofMinutes(20));
    browser.go("/desk");
    application.time.advance(Duration.ofMinutes(20));
    assertThat(toldFromNowOn()).isEqualTo("in");
  }

  @Test
  void after_a_logout_the_back_button_asks_again_for_a_page_that_says_nothing_of_caches() {
    browser.press("Leave");
    application.provider.user("bob");
    browser.driver().navigate().back();
    browser.arriveAt("/desk");
    assertThat(browser.text()).contains("The desk of bob").doesNotContain("alice");
  }

  @Test
  void a_page_that_may_be_kept_is_there_again() {
    browser.go("/kept");
    browser.press("Leave");
    application.provider.user("bob");
    browser.driver().navigate().back();
    browser.arriveAt("/kept");
    assertThat(browser.text()).contains("The desk of alice");
  }

  /** What the page was told by an answer that was asked for after this call. */
  private String toldFromNowOn() {
    int before = Integer.parseInt(told(1));
    Until.holds("the page has asked anew", () -> Integer.parseInt(told(1)) > before + 1);
    return told(2);
  }

  /** A part of the latest answer; zero answers, if there is none yet. */
  private String told(int part) {
    Matcher told = TOLD.matcher(browser.text());
    return told.find() ? told.group(part) : "0";
  }
}
