package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two providers each have a user of the same name: two people. */
class SameSubjectTest {
  private final FakeProvider staff = FakeProvider.start().user("alex");
  private final FakeProvider guests = FakeProvider.start().user("alex");
  private final Container container = Container.open();
  private final SupportDesk desk = new SupportDesk();

  SameSubjectTest() {
    Map<String, String> settings =
        new HashMap<>(SeveralProvidersTest.providers(container, staff, guests, guests));
    settings.keySet().removeIf(name -> name.startsWith("provider.bank."));
    settings.put("providers", "staff guests");
    container.start("/", new OidcFilter(), settings, desk);
  }

  @AfterEach
  void close() {
    container.close();
    List.of(staff, guests).forEach(FakeProvider::close);
  }

  private Browser loggedIn(String provider) {
    Browser browser = Browser.at(Shop.home(container));
    URI home = browser.open("/auth/login/" + provider + "?return_to=%2Forders").uri();
    assertThat(home).hasPath("/orders");
    return browser;
  }

  private static String who(Browser browser) {
    return browser.get("/orders").body();
  }

  private static int status(Browser browser) {
    return browser.get("/orders").status();
  }

  @Test
  @DisplayName("IDT-11: who is named alike at another issuer is somebody else")
  void one_name_at_two_issuers_is_two_users() {
    List<Browser> ofStaff = List.of(loggedIn("staff"), loggedIn("staff"));
    Browser guest = loggedIn("guests");
    assertThat(who(ofStaff.get(0))).isEqualTo("alex of " + staff.issuer());
    assertThat(who(guest)).isEqualTo("alex of " + guests.issuer());
    assertThat(desk.sessions("staff").count("alex")).isEqualTo(2);
    assertThat(desk.sessions("guests").count("alex")).isEqualTo(1);

    assertThat(desk.sessions("staff").endAll("alex")).isEqualTo(2);
    assertThat(ofStaff).allMatch(browser -> status(browser) == 401);
    assertThat(who(guest)).isEqualTo("alex of " + guests.issuer());
    assertThat(desk.sessions("guests").endAll("alex")).isEqualTo(1);
    assertThat(status(guest)).isEqualTo(401);
  }

  /** Says who is in, and may end anybody's sessions. */
  private static final class SupportDesk extends HttpServlet {
    private static final long serialVersionUID = 1L;

    OidcSessions sessions(String provider) {
      return OidcSessions.of(getServletContext()).at(provider);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      OidcPrincipal user = (OidcPrincipal) request.getUserPrincipal();
      response.getWriter().write(user.getName() + " of " + user.claims().text("iss").orElseThrow());
    }
  }
}
