package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cookies ignore ports, says RFC 6265; whether they do is for a browser to say. */
class RealBrowserAtTwoNodesTest {

  @Test
  void one_login_is_good_at_both_nodes_and_so_is_one_logout() {
    try (OwnProviderDemo demo =
            Demos.startTwoNodes(TestStore.h2().store(), Duration.ofSeconds(30));
        RealBrowser browser = RealBrowser.open(demo.origin())) {
      int one = URI.create(demo.origins().get(0)).getPort();
      int two = URI.create(demo.origins().get(1)).getPort();
      browser.go("/account");
      browser.signIn("alice");
      browser.arriveAt("/account");
      String key = browser.keyShown();

      browser.press("This page at port " + two);
      assertThat(browser.text()).contains("Alice Arden").contains("Answered at port " + two);
      assertThat(browser.keyShown()).isEqualTo(key);
      browser.press("Orders");
      assertThat(browser.text()).contains("A lantern").contains("Answered at port " + two);

      browser.press("Sign out");
      browser.arriveAt("/?logged-out");
      assertThat(browser.text()).contains("Not signed in").contains("Answered at port " + one);
      browser.press("This page at port " + two);
      assertThat(browser.text()).contains("Not signed in").contains("Answered at port " + two);
    }
  }
}
