package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code OidcSessions.at}: users of one provider are none of another's, whatever their names. */
class SessionsAtProvidersTest {
  private final FakeProvider staff = FakeProvider.start().user("alice");
  private final FakeProvider guests = FakeProvider.start().user("bob");
  private final FakeProvider bank = FakeProvider.start().user("alice");
  private final Container container = Container.open();

  SessionsAtProvidersTest() {
    container.start(
        "/",
        new OidcFilter(),
        SeveralProvidersTest.providers(container, staff, guests, bank),
        new ProvidersServlet());
  }

  @AfterEach
  void close() {
    container.close();
    List.of(staff, guests, bank).forEach(FakeProvider::close);
  }

  private Browser loggedIn(String provider) {
    Browser browser = Browser.at(Shop.home(container));
    String path = provider.equals("bank") ? "/bank/account" : "/orders";
    assertThat(browser.open("/auth/login/" + provider + "?return_to=" + path).body())
        .startsWith(provider.equals("guests") ? "bob," : "alice,");
    return browser;
  }

  private String ask(String path) {
    return Browser.at(Shop.home(container)).get(path).body();
  }

  @Test
  @DisplayName("SES-16, DISC-06: sessions are found and ended at the provider that is named")
  void sessions_belong_to_their_provider() {
    Browser clerk = loggedIn("staff");
    loggedIn("guests");
    Browser customer = loggedIn("bank");
    loggedIn("bank");
    assertThat(ask("/public/logins?user=alice")).isEqualTo("1 staff 1 guests 0 bank 2");
    assertThat(ask("/public/logins?user=bob")).isEqualTo("0 staff 0 guests 1 bank 0");
    assertThat(ask("/public/end?user=alice")).isEqualTo("2");
    assertThat(ask("/public/logins?user=alice")).isEqualTo("1 staff 1 guests 0 bank 0");
    assertThat(clerk.get("/orders").body()).startsWith("alice,");
    assertThat(customer.get("/bank/account").status()).isEqualTo(401);
  }
}
