package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Gate;
import dev.holdfast.token.TokenResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What comes after an answer is over does not reach into the next one (SRV-08). */
class AnswerOverTest {

  @Test
  void a_cookie_that_comes_too_late_is_in_nobody_else_s_answer() throws Exception {
    try (Shop shop = Shop.open(Shop.Kind.COOKIE, Map.of("public", "/open"))) {
      Browser browser = shop.loggedIn();
      shop.time.advance(Duration.ofMinutes(6));
      try (Gate gate = shop.provider.hold(Endpoint.TOKEN);
          RawBrowser shared = RawBrowser.connect(shop.home())) {
        shared.with(browser.cookies()).ask("GET", "/leave");
        gate.awaitArrivals(1);
        CompletableFuture<TokenResult> late = shop.servlet.leave();
        assertThat(shared.head()).startsWith("HTTP/1.1 200 ");
        gate.open();
        assertThat(late.get(30, TimeUnit.SECONDS)).isInstanceOf(TokenResult.Available.class);

        shared.with(Map.of()).ask("GET", "/open"); // by somebody else, through the same proxy
        assertThat(shared.head()).startsWith("HTTP/1.1 200 ").doesNotContain("Set-Cookie");
      }
    }
  }

  @Test
  void a_session_elsewhere_that_is_found_too_late_reaches_nobody_else() throws Exception {
    try (FakeProvider provider = FakeProvider.start();
        Container container = Container.open()) {
      ProvidersServlet servlet = new ProvidersServlet();
      Map<String, String> settings =
          SeveralProvidersTest.providers(container, provider, provider, provider);
      container.start("/", new OidcFilter(), settings, servlet);
      Browser browser = Browser.at(Shop.home(container));
      browser.open("/auth/login/staff?return_to=%2Forders");
      browser.follow(browser.follow(browser.navigate("/auth/login/bank")));
      assertThat(browser.cookies()).containsKey("loopback-session-bank-logins");
      try (RawBrowser shared = RawBrowser.connect(Shop.home(container))) {
        Map<String, String> cookies = browser.cookies();
        assertThat(shared.with(cookies).call("GET", "/leave", "")).isEqualTo(200);
        assertThat(shared.with(Map.of()).call("GET", "/public/page", "")).isEqualTo(200);
        assertThat(OidcUser.at(servlet.left(), "bank").getRemoteUser()).isEqualTo("alice");

        shared.ask("GET", "/public/page");
        assertThat(shared.head()).startsWith("HTTP/1.1 200 ").doesNotContain("Set-Cookie");
      }
    }
  }
}
