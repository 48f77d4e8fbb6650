package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.Browser;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The application ends what came of one of the provider's sessions; the provider ends nothing. */
@ParameterizedClass
@EnumSource
class ProviderSessionEndTest {
  private final Shop.Kind kind;
  private final Shop shop;

  ProviderSessionEndTest(Shop.Kind kind) {
    this.kind = kind;
    shop =
        Shop.open(kind, client -> client.remoteLogout(new RemoteLogout(true, false, false, true)));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Browser loggedInUnder(String sid) {
    shop.provider.next().onIdToken(claims -> claims.put("sid", sid));
    return shop.loggedIn();
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  @Test
  void all_that_came_of_it_ends_and_nothing_else() {
    Browser one = loggedInUnder("s-1");
    Browser two = loggedInUnder("s-1");
    Browser other = loggedInUnder("s-2");
    String held = kind == Shop.Kind.MEMORY ? "2" : "0";
    assertThat(other.get("/sessions/end-sid?sid=s-1").body()).isEqualTo(held);
    assertThat(isIn(one)).isFalse();
    assertThat(isIn(two)).isFalse();
    assertThat(isIn(other)).isTrue();
  }

  @Test
  void its_user_may_come_back_by_it() {
    Browser one = loggedInUnder("s-1");
    loggedInUnder("s-2").get("/sessions/end-sid?sid=s-1");
    assertThat(isIn(one)).isFalse();
    shop.time.advance(Duration.ofSeconds(1));
    assertThat(isIn(loggedInUnder("s-1"))).isTrue();
  }
}
