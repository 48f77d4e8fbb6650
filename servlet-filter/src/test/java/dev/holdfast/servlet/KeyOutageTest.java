package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FaultAt;
import dev.holdfast.testkit.Page;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider's key set cannot be read, and no key of it is known yet. */
class KeyOutageTest {
  private final Shop shop =
      Shop.open(
          Shop.Kind.MEMORY,
          client -> client.remoteLogout(new RemoteLogout(true, false, false, true)));

  @AfterEach
  void close() {
    shop.close();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("503", at -> at.status(503)),
        failure("a lost connection", FaultAt::dropConnection),
        failure("HTML", FaultAt::html),
        failure("no keys", at -> at.omit("keys")),
        failure("keys that are no list", at -> at.with("keys", "none")));
  }

  private static Arguments failure(String what, Consumer<FaultAt> fault) {
    return Arguments.of(what, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  @DisplayName("DISC-08: what failed is no fetch, and the next login need not wait")
  void the_same_browser_logs_in_as_soon_as_the_keys_can_be_read(
      String what, Consumer<FaultAt> fault) {
    Browser browser = shop.browser();
    fault.accept(shop.provider.always().at(Endpoint.JWKS));
    for (int i = 0; i < 3; i++) {
      Page page = browser.open("/whoami");
      assertThat(page.status()).as(page.body()).isEqualTo(503);
      assertThat(page.body()).contains("provider_unavailable");
      assertThat(page.header("Retry-After")).isPresent();
    }
    shop.provider.behave();
    shop.provider.forgetRequests();
    assertThat(browser.open("/whoami").status()).isEqualTo(200);
    assertThat(shop.loggedIn().get("/whoami").status()).isEqualTo(200);
    assertThat(shop.provider.requests(Endpoint.JWKS)).hasSize(1);
  }

  @Test
  @DisplayName(
      "DISC-08: logout tokens, which anybody can send, do not flood a provider that is down")
  void what_anybody_can_send_leaves_a_provider_alone_that_is_down() {
    shop.provider.always().at(Endpoint.JWKS).status(503);
    for (int i = 0; i < 5; i++) {
      assertPutOff(sendLogoutToken());
    }
    assertThat(shop.provider.requests(Endpoint.JWKS)).hasSize(1);
    shop.time.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      assertPutOff(sendLogoutToken());
    }
    assertThat(shop.provider.requests(Endpoint.JWKS)).hasSize(2);
    shop.provider.behave();
    assertThat(shop.loggedIn().get("/whoami").status()).as("somebody waits").isEqualTo(200);
    assertThat(sendLogoutToken().status()).isEqualTo(200);
  }

  private static void assertPutOff(Page answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("provider_unavailable");
  }

  private Page sendLogoutToken() {
    String token = shop.provider.logoutToken("shop", claims -> claims.put("sub", "somebody"));
    return shop.browser()
        .send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/backchannel-logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))));
  }
}
