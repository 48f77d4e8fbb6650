package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code web.xml} says is what the container does, and what it leaves out is left out. */
class WebXmlTest {
  private static final String ASYNC = "<async-supported>true</async-supported>";

  @ParameterizedTest
  @ValueSource(strings = {"filter", "servlet"})
  void without_async_supported_no_servlet_answers_later(String element) {
    assumeFalse(element.equals("filter") && Container.name().startsWith("jetty")); // it asks none
    try (Shop shop = Shop.open(Map.of(), text -> withoutAsync(text, element))) {
      Browser browser = shop.loggedIn();
      shop.provider.forgetRequests();
      Page page = browser.get("/async-token");
      assertThat(page.status()).isEqualTo(500);
      assertThat(page.body()).isEqualTo("error page for alice");
      assertThat(shop.provider.requests(Endpoint.TOKEN)).isEmpty();
      assertThat(browser.get("/token").body()).startsWith("alice DPoP ");
    }
  }

  /** The first filter, or the first servlet, says that it knows nothing of it. */
  private static String withoutAsync(String descriptor, String element) {
    int there = descriptor.indexOf(ASYNC, descriptor.indexOf("<" + element + ">"));
    return descriptor.substring(0, there)
        + ASYNC.replace("true", "false")
        + descriptor.substring(there + ASYNC.length());
  }
}
