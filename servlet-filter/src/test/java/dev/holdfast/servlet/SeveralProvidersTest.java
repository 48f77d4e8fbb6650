package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** One application whose users come from three providers, by web.xml alone (DISC-06). */
@ParameterizedClass
@ValueSource(strings = {"memory", "cookie"})
class SeveralProvidersTest {
  private final FakeProvider staff = FakeProvider.start().user("alice");
  private final FakeProvider guests = FakeProvider.start().user("bob");
  private final FakeProvider bank = FakeProvider.start().user("carol");
  private final Container container = Container.open();
  private final Browser browser = Browser.at(Shop.home(container));

  SeveralProvidersTest(String store) {
    Map<String, String> settings = new HashMap<>(providers(container, staff, guests, bank));
    settings.put("session-store", store);
    container.start("/", new OidcFilter(), settings, new ProvidersServlet());
  }

  static Map<String, String> providers(
      Container container, FakeProvider staff, FakeProvider guests, FakeProvider bank) {
    Map<String, String> settings = new HashMap<>();
    settings.put("providers", "staff guests bank");
    Map.of("staff", staff, "guests", guests, "bank", bank)
        .forEach(
            (name, provider) -> {
              String prefix = "provider." + name + ".";
              URI callback = Shop.home(container).resolve("/auth/callback/" + name);
              settings.put(prefix + "issuer", provider.issuer());
              settings.put(prefix + "client-id", "shop");
              settings.put(prefix + "client-secret", "shop-secret");
              settings.put(prefix + "redirect-uri", callback.toString());
            });
    settings.put("provider.guests.label", "Guests & friends");
    settings.put("provider.bank.paths", "/bank/*");
    settings.put("allow-http-loopback", "true");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", "memory");
    settings.put("public", "/public/*");
    return settings;
  }

  @AfterEach
  void close() {
    container.close();
    List.of(staff, guests, bank).forEach(FakeProvider::close);
  }

  private Page logIn(String provider, String path) {
    return browser.open("/auth/login/" + provider + "?return_to=" + path);
  }

  private String who(String path) {
    return browser.get(path).body().replaceFirst(",.*", "");
  }

  private HttpRequest.Builder post(String path) {
    return HttpRequest.newBuilder(Shop.home(container).resolve(path))
        .header("X-Requested-By", "shop")
        .POST(HttpRequest.BodyPublishers.noBody());
  }

  @Test
  void people_choose_where_to_log_in_and_come_back_to_the_page() {
    Page chooser = browser.open("/orders?id=7");
    assertThat(chooser.status()).isEqualTo(200);
    assertThat(chooser.uri()).hasPath("/auth/login");
    assertThat(chooser.body())
        .contains("/auth/login/staff?return_to=%2Forders%3Fid%3D7\">Staff</a>")
        .contains("/auth/login/guests?return_to=%2Forders%3Fid%3D7\">Guests &amp; friends</a>")
        .doesNotContain("/auth/login/bank");
    assertThat(chooser.header("Content-Security-Policy").orElseThrow()).contains("default-src");
    assertThat(staff.requests()).isEmpty();

    Page orders = logIn("guests", "%2Forders%3Fid%3D7");
    assertThat(orders.uri()).hasPath("/orders").hasQuery("id=7");
    assertThat(orders.body()).startsWith("bob, profiles 1, cookies none");
    assertThat(staff.requests(Endpoint.TOKEN)).isEmpty();
  }

  @Test
  void a_part_of_the_application_belongs_to_one_provider() {
    assertThat(browser.open("/bank/account").body()).startsWith("carol,");
    assertThat(who("/bank/account")).isEqualTo("carol");
    assertThat(browser.navigate("/orders").location().orElseThrow()).hasPath("/auth/login");
    logIn("staff", "/orders");
    assertThat(who("/orders")).isEqualTo("alice");
    assertThat(who("/bank/account")).isEqualTo("carol");
    assertThat(who("/bank/account?at=staff")).isEqualTo("alice");
    assertThat(who("/orders?at=bank")).isEqualTo("carol");
    assertThat(who("/orders?at=guests")).isEqualTo("nobody");
  }

  @Test
  void a_token_is_of_the_provider_that_was_asked_for() {
    logIn("staff", "/orders");
    logIn("bank", "/bank/account");
    String own = browser.get("/orders?token").body();
    String banks = browser.get("/orders?token&at=bank").body();
    assertThat(staff.secrets().foundIn(own)).isNotEmpty();
    assertThat(bank.secrets().foundIn(own)).isEmpty();
    assertThat(bank.secrets().foundIn(banks)).isNotEmpty();
    assertThat(staff.secrets().foundIn(banks)).isEmpty();
  }

  @Test
  void to_leave_one_provider_takes_nothing_from_who_is_in_at_another() {
    logIn("staff", "/orders");
    logIn("bank", "/bank/account");
    assertThat(browser.get("/unlink").body()).isEqualTo("kept");
    assertThat(who("/orders")).isEqualTo("alice");
    assertThat(who("/orders?at=bank")).isEqualTo("nobody");
  }

  @Test
  void where_everybody_may_be_the_latest_login_counts() {
    logIn("staff", "/orders");
    assertThat(browser.open("/auth/login").body()).as("to change").contains("/auth/login/guests");
    logIn("guests", "/orders");
    assertThat(who("/orders")).isEqualTo("bob");
    logIn("staff", "/orders");
    assertThat(who("/orders")).isEqualTo("alice");
    assertThat(browser.send(post("/auth/logout")).status()).isEqualTo(200);
    assertThat(who("/orders")).as("the session before the last").isEqualTo("bob");
    assertThat(browser.get("/auth/session").body()).contains("\"sub\":\"bob\"");
    assertThat(browser.send(post("/auth/logout/guests")).status()).isEqualTo(200);
    assertThat(browser.get("/orders").status()).isEqualTo(401);
    assertThat(browser.get("/auth/session").body()).contains("\"authenticated\":false");
  }

  @Test
  @DisplayName("AREQ-04, CB-04: an answer of one provider is none for another's callback")
  void an_answer_for_one_is_refused_at_the_callback_of_another() {
    Page toProvider = browser.navigate("/auth/login/staff");
    Page back = browser.follow(toProvider);
    URI callback = back.location().orElseThrow();
    Page mixedUp = browser.navigate("/auth/callback/guests?" + callback.getRawQuery());
    assertThat(mixedUp.status()).isEqualTo(400);
    assertThat(mixedUp.body()).contains("400 login_unknown");
    assertThat(staff.requests(Endpoint.TOKEN)).isEmpty();
    assertThat(guests.requests(Endpoint.TOKEN)).isEmpty();
    assertThat(browser.get("/orders").status()).isEqualTo(401);
    assertThat(logIn("staff", "/orders").body()).startsWith("alice,");
  }

  @Test
  @DisplayName("DISC-06: a session of one provider opens nothing as a session of another")
  void a_cookie_under_another_name_opens_nothing() {
    logIn("staff", "/orders");
    String ticket = browser.cookie("loopback-session-staff").orElseThrow();
    Browser thief = Browser.at(Shop.home(container));
    thief.plant("loopback-session-bank", ticket);
    assertThat(thief.get("/bank/account").status()).isEqualTo(401);
    thief.plant("loopback-session-guests", ticket);
    assertThat(thief.get("/orders").status()).isEqualTo(401);
  }

  @Test
  void an_application_that_asks_for_a_login_lets_people_choose() {
    Page chooser = browser.open("/public/authenticate");
    assertThat(chooser.uri()).hasPath("/auth/login").hasQuery("return_to=/public/authenticate");
    assertThat(browser.get("/public/page").body()).startsWith("nobody,");
    assertThat(browser.get("/orders").status()).isEqualTo(401);
  }

  @Test
  void a_login_leads_to_no_endpoint_of_any_provider() {
    for (String endpoint : List.of("/auth/logout/bank", "/auth/callback/guests", "/auth/login")) {
      Page home = logIn("staff", endpoint);
      assertThat(home.uri()).hasPath("/");
    }
    assertThat(browser.navigate("/auth/login?return_to=//evil.example").body())
        .doesNotContain("evil");
  }

  @Test
  void one_provider_with_a_name_leaves_nothing_to_choose() {
    try (Container alone = Container.open()) {
      Map<String, String> settings = new HashMap<>(providers(alone, staff, guests, bank));
      settings.keySet().removeIf(name -> name.matches("provider\\.(guests|bank)\\..*"));
      settings.put("providers", "staff");
      alone.start("/", new OidcFilter(), settings, new ProvidersServlet());
      Browser visitor = Browser.at(Shop.home(alone));
      Page orders = visitor.open("/orders?id=7");
      assertThat(orders.uri()).hasPath("/orders").hasQuery("id=7");
      assertThat(orders.body()).startsWith("alice, profiles 1, cookies none");
      assertThat(visitor.cookies()).containsKey("loopback-session-staff");
      assertThat(visitor.get("/orders?at=staff").body()).startsWith("alice,");
      for (String login : List.of("/auth/login", "/auth/login/staff")) {
        assertThat(visitor.open(login + "?return_to=%2Forders").body()).startsWith("alice,");
      }
      for (String suffix : List.of("", "/staff")) {
        assertThat(visitor.get("/auth/session" + suffix).body()).contains("\"sub\":\"alice\"");
        URI logout = Shop.home(alone).resolve("/auth/logout" + suffix);
        assertThat(visitor.send(post("/").uri(logout)).status()).isEqualTo(200);
        assertThat(visitor.get("/orders").status()).isEqualTo(401);
        assertThat(visitor.open("/orders").body()).startsWith("alice,");
      }
    }
  }

  @Test
  void what_is_one_provider_s_own_is_nowhere_else() {
    List<String> nobodys =
        List.of("/auth/callback", "/auth/logged-out", "/auth/jwks", "/auth/backchannel-logout");
    for (String path : nobodys) {
      assertThat(browser.get(path).status()).as(path).isEqualTo(401);
    }
    logIn("staff", "/orders");
    for (String path : nobodys) {
      assertThat(browser.get(path).body()).as(path).startsWith("alice,");
    }
  }

  @Test
  void one_provider_that_is_down_disturbs_nobody_else() {
    staff.close();
    assertThat(browser.open("/auth/login/staff").status()).isEqualTo(503);
    assertThat(logIn("guests", "/orders").body()).startsWith("bob,");
  }
}
