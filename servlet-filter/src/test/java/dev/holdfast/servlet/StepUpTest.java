package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An API wants more than the session shows; one call of the servlet, and the user proves it. */
@ParameterizedClass
@EnumSource
class StepUpTest {
  private static final String SESSION = "loopback-session";

  private final Shop shop;
  private final Browser browser;

  StepUpTest(Shop.Kind kind) {
    shop = Shop.open(kind);
    browser = shop.loggedIn();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<Map<String, String>> pushed() {
    return shop.provider.requests(Endpoint.PAR).stream().map(call -> call.form()).toList();
  }

  private void assertAlices(String session) {
    assertThat(browser.cookie(SESSION)).hasValue(session);
    assertThat(browser.get("/whoami").body()).startsWith("alice ");
  }

  @Test
  @DisplayName("SU-01, SU-02, SES-03: to the provider, back to the page, under a new session")
  void an_api_that_demands_more_is_satisfied_by_one_login() {
    String before = browser.cookie(SESSION).orElseThrow();
    shop.api.demandAcr("gold", "silver");
    Page page = browser.open("/more/api?id=1&next=%2Ffoo");
    assertThat(page.body()).isEqualTo("api 200");
    assertThat(page.uri()).isEqualTo(shop.home().resolve("/more/api?id=1&next=%2Ffoo"));
    assertThat(pushed()).hasSize(2);
    assertThat(pushed().get(1))
        .containsEntry("acr_values", "gold silver")
        .doesNotContainKeys("max_age", "prompt");
    assertThat(browser.cookie(SESSION).orElseThrow()).isNotEqualTo(before);
    Browser thief = shop.browser();
    thief.plant(SESSION, before);
    assertThat(thief.get("/whoami").status()).isEqualTo(401);
    assertThat(shop.api.requests()).hasSize(2);
    assertThat(shop.provider.secrets().foundIn(page.body() + page.headers())).isEmpty();
  }

  @Test
  @DisplayName("SU-02, REV-01: the tokens of the session before are revoked")
  void the_tokens_of_the_session_before_are_revoked() {
    shop.api.demandAcr("gold");
    try (Gate revocations = shop.provider.hold(Endpoint.REVOKE)) {
      assertThat(browser.open("/more/api").body()).isEqualTo("api 200");
      revocations.awaitArrivals(1);
      revocations.open();
      revocations.awaitArrivals(1); // behind the first, whose answer is recorded by now
    }
    assertThat(shop.provider.requests(Endpoint.REVOKE).get(0).form())
        .containsEntry("token_type_hint", "refresh_token");
    assertThat(browser.open("/more/api").body()).as("the new ones live on").isEqualTo("api 200");
  }

  @Test
  @DisplayName("SU-01, IDT-12: an age that the session has passed")
  void an_api_that_wants_a_recent_login_gets_one() {
    shop.time.advance(Duration.ofMinutes(4));
    shop.provider.authenticatedAgo(Duration.ofMinutes(4));
    shop.api.demandMaxAge(Duration.ofSeconds(5));
    assertThat(browser.open("/more/api").body()).isEqualTo("api 200");
    assertThat(pushed().get(1)).containsEntry("max_age", "5").doesNotContainKeys("acr_values");
  }

  @Test
  @DisplayName("CB-16, SU-02: another user at the step-up is refused, the session stays")
  void another_user_cannot_take_the_session_over() {
    String before = browser.cookie(SESSION).orElseThrow();
    shop.api.demandAcr("gold");
    shop.provider.user("bob");
    Page page = browser.open("/more/api");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("user_mismatch");
    assertAlices(before);
    shop.provider.user("alice");
    assertThat(browser.open("/more/api").body()).isEqualTo("api 200");
  }

  @Test
  @DisplayName("IDT-12, SU-02: a weaker login than demanded is refused, the session stays")
  void a_weaker_login_than_demanded_changes_nothing() {
    String before = browser.cookie(SESSION).orElseThrow();
    shop.api.demandAcr("gold");
    shop.provider.next().onIdToken(claims -> claims.put("acr", "bronze"));
    Page page = browser.open("/more/api");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("authentication_insufficient");
    assertAlices(before);
  }

  @Test
  @DisplayName(
      "CB-08: a step-up that the user gives up, or the provider cannot do, changes nothing")
  void a_step_up_that_was_given_up_changes_nothing() {
    String before = browser.cookie(SESSION).orElseThrow();
    shop.api.demandAcr("gold");
    Map.of(
            "access_denied", "login_denied",
            "unmet_authentication_requirements", "authentication_insufficient")
        .forEach(
            (error, code) -> {
              shop.provider.next().denyLogin(error);
              Page page = browser.open("/more/api");
              assertThat(page.status()).isEqualTo(403);
              assertThat(page.body()).contains(code);
              assertAlices(before);
            });
  }

  @Test
  @DisplayName("SU-03, A69: an API that is never satisfied is told of after one round")
  void an_api_that_is_never_satisfied_ends_in_one_round() {
    shop.api
        .always()
        .challenge("Bearer error=\"insufficient_user_authentication\", acr_values=\"gold\"");
    Page page = browser.open("/more/api");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("step_up_failed");
    assertThat(pushed()).hasSize(2);
    Page script = browser.get("/more/api");
    assertThat(script.status()).isEqualTo(403);
    assertThat(script.body()).contains("\"step_up_failed\"");
    assertThat(browser.get("/whoami").body()).startsWith("alice ");
    assertThat(pushed()).as("nobody was sent away again").hasSize(2);
  }

  @Test
  @DisplayName("SU-03: what was not just demanded is asked for")
  void another_demand_or_a_later_one_leads_to_a_login() {
    shop.api.demandMaxAge(Duration.ofSeconds(5));
    shop.time.advance(Duration.ofSeconds(6));
    Page page = browser.open("/more/api");
    assertThat(page.body()).isEqualTo("api 200");
    shop.api.demandAcr("gold");
    assertThat(browser.open("/more/api").body()).isEqualTo("api 200");
    shop.time.advance(Duration.ofSeconds(20));
    browser.plant(SESSION + "-stepup", ""); // gone after ten seconds
    assertThat(browser.open("/more/api").body()).isEqualTo("api 200");
    assertThat(pushed()).hasSize(4);
  }

  @Test
  @DisplayName("SU-03: for as long as a new login would change nothing, a minute at most")
  void the_note_of_a_step_up_lasts_as_long_as_it_is_of_use() {
    Map.of(
            "acr_values=\"gold\"", 60,
            "max_age=0", 10,
            "max_age=30", 30,
            "max_age=3600", 60)
        .forEach(
            (demand, seconds) -> {
              shop.api
                  .next()
                  .challenge("DPoP error=\"insufficient_user_authentication\", " + demand);
              Page callback = browser.follow(browser.follow(browser.navigate("/more/api")));
              assertThat(callback.setCookies())
                  .filteredOn(cookie -> cookie.startsWith(SESSION + "-stepup="))
                  .singleElement()
                  .asString()
                  .contains("; Max-Age=" + seconds)
                  .contains("HttpOnly");
              browser.follow(callback);
            });
  }

  @Test
  @DisplayName("A69: demands that take turns end after three logins in a row")
  void demands_that_take_turns_do_not_go_on_for_ever() {
    shop.api
        .always()
        .instead(
            reply ->
                reply
                    .status(401)
                    .header(
                        "WWW-Authenticate",
                        "DPoP error=\"insufficient_user_authentication\", acr_values=level-"
                            + pushed().size()));
    Page page = browser.open("/more/api");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("step_up_failed");
    assertThat(pushed()).hasSize(4);
  }

  @Test
  @DisplayName("TXN-07: two tabs step up at once and finish in any order")
  void two_tabs_step_up_at_once() {
    shop.api.demandAcr("gold");
    Page first = browser.follow(browser.navigate("/more/api?tab=1"));
    Page second = browser.follow(browser.navigate("/more/api?tab=2"));
    Page secondEnd = browser.follow(second);
    Page firstEnd = browser.follow(first);
    assertThat(browser.follow(secondEnd).body()).isEqualTo("api 200");
    assertThat(browser.follow(firstEnd).body()).isEqualTo("api 200");
    assertThat(firstEnd.location()).hasValue(shop.home().resolve("/more/api?tab=1"));
    assertThat(pushed()).hasSize(3);
  }

  @Test
  @DisplayName("CB-16: a step-up that comes back to a browser with another user replaces nobody")
  void a_step_up_of_a_user_who_has_left_replaces_nobody() {
    shop.api.demandAcr("gold");
    URI callback = browser.follow(browser.navigate("/more/api")).location().orElseThrow();
    shop.provider.user("bob");
    assertThat(browser.open("/auth/login?return_to=/whoami").body()).startsWith("bob ");
    shop.provider.forgetRequests();
    Page page = browser.navigate(callback);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("user_mismatch");
    assertThat(shop.provider.requests(Endpoint.TOKEN)).isEmpty();
    assertThat(browser.get("/whoami").body()).startsWith("bob ");
  }

  @Test
  @DisplayName("CB-11: a step-up's callback that comes again leads where it led")
  void a_callback_that_comes_again_leads_where_it_led() {
    shop.api.demandAcr("gold");
    URI callback = browser.follow(browser.navigate("/more/api")).location().orElseThrow();
    Page once = browser.navigate(callback);
    assertThat(browser.navigate(callback).location()).isEqualTo(once.location());
    assertThat(browser.follow(once).body()).isEqualTo("api 200");
    assertThat(shop.provider.requests(Endpoint.TOKEN)).hasSize(2);
  }

  @Test
  @DisplayName("SES-03, SRV-21: the container's session goes along under a new name")
  void what_the_container_keeps_stays_with_its_user() {
    browser.get("/cart?add=a");
    String id = browser.cookie("JSESSIONID").orElseThrow();
    shop.api.demandAcr("gold");
    browser.open("/more/api");
    assertThat(browser.get("/cart?add=b").body()).isEqualTo("ab");
    assertThat(browser.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(id);
  }
}
