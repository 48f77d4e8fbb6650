package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that the handbook shows, as it stands there, in a real browser. */
class RealBrowserScriptTest {
  private static final String PLACE = "/desk?drawer=1#shelf";
  private static final String WATCHED = "/desk?watched#shelf";

  private final ScriptedDesk desk = new ScriptedDesk();
  private final SmallApplication application =
      new SmallApplication(desk, Map.of("csrf-protection", "true"));
  private RealBrowser browser;

  @BeforeEach
  void open() {
    browser = RealBrowser.open(application.origin());
    goAsAlice(PLACE);
  }

  private void goAsAlice(String path) {
    browser.go(path);
    browser.arriveAt(path);
    browser.waitForText("asked: alice");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    application.close();
  }

  @Test
  void what_the_script_posts_is_let_through_and_what_shows_nothing_is_not() { // BFF-03
    browser.click("order-as-others-do");
    browser.waitForText("answer 403");
    assertThat(desk.orders).hasValue(0);
    browser.click("order");
    browser.waitForText("answer 200 ordered {\"item\":\"lantern\"}");
    assertThat(desk.orders).hasValue(1);
  }

  @Test
  void whoever_posts_after_the_end_logs_in_and_is_back_in_place_with_nothing_ordered() {
    application.provider.user("bob");
    application.time.advance(Duration.ofMinutes(31));
    browser.click("order");
    browser.waitForText("asked: bob");
    browser.arriveAt(PLACE);
    assertThat(desk.orders).hasValue(0);
  }

  @Test
  void whoever_watches_is_warned_and_logs_in_when_the_session_has_ended() { // SES-07
    goAsAlice(WATCHED);
    assertThat(browser.text()).contains("no warning");
    application.time.advance(Duration.ofSeconds(30 * 60 - 1));
    browser.waitForText("1 s left, unless used");
    application.provider.user("bob");
    application.time.advance(Duration.ofSeconds(2));
    browser.waitForText("asked: bob");
    browser.arriveAt(WATCHED);
    assertThat(browser.text()).contains("The desk of bob", "no warning");
  }
}
