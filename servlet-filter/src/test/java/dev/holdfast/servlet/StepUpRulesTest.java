package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is sent away for a step-up, who is told its address, and whom that address serves. */
class StepUpRulesTest {
  private static final Pattern LOCATION = Pattern.compile("\"location\":\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]*step_up=[^\"]*)\"");

  private final Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/more/*"));
  private final Browser browser = shop.loggedIn();

  @AfterEach
  void close() {
    shop.close();
  }

  private List<Map<String, String>> pushed() {
    return shop.provider.requests(Endpoint.PAR).stream().map(call -> call.form()).toList();
  }

  private HttpRequest.Builder navigation(String path) {
    return HttpRequest.newBuilder(shop.home().resolve(path))
        .header("Accept", "text/html")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document");
  }

  private static String found(Pattern pattern, Page page) {
    Matcher matcher = pattern.matcher(page.body());
    assertThat(matcher.find()).as(page.body()).isTrue();
    return matcher.group(1);
  }

  /** The address that a script of the page is told. */
  private URI told(String path) {
    Page page = browser.get(path);
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.header("Content-Type").orElse("")).startsWith("application/json");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("Location")).isEmpty();
    assertThat(page.body()).startsWith("{\"error\":{\"code\":\"step_up_required\",\"message\":");
    return URI.create(found(LOCATION, page));
  }

  @Test
  @DisplayName("SU-01: a script gets 401 JSON naming the address, the login then sends max_age=5")
  void a_script_is_told_where_its_page_may_step_up() {
    shop.api.demandMaxAge(Duration.ofSeconds(5));
    shop.time.advance(Duration.ofMinutes(1));
    URI address = told("/more/api");
    assertThat(pushed()).as("TXN-01: nothing has begun").hasSize(1);
    Page end =
        browser.follow(browser.follow(browser.navigate(address + "&return_to=%2Fwhoami%3Fx%3D1")));
    assertThat(pushed().get(1)).containsEntry("max_age", "5");
    assertThat(end.location()).hasValue(shop.home().resolve("/whoami?x=1"));
    assertThat(browser.get("/more/api").body()).isEqualTo("api 200");
  }

  private Page begin(Browser with, URI address) {
    shop.provider.forgetRequests();
    Page page = with.navigate(address);
    assertThat(pushed()).isEmpty();
    return page;
  }

  @Test
  @DisplayName("SU-01, A06: the address serves the session it was made for, and not for long")
  void the_address_of_a_step_up_is_for_its_own_session() {
    URI address = told("/more/gold");
    assertThat(begin(shop.browser(), address).status()).as("no session").isEqualTo(400);
    assertThat(begin(shop.loggedIn(), address).status()).as("another").isEqualTo(400);
    assertThat(begin(browser, URI.create(address + "A")).status()).as("altered").isEqualTo(400);
    assertThat(browser.navigate(address).status()).isEqualTo(303);
    shop.time.advance(Duration.ofMinutes(5));
    Page late = begin(browser, address);
    assertThat(late.status()).isEqualTo(400);
    assertThat(late.body()).contains("login_unknown");
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("TXN-03: another site cannot start a step-up")
  void another_site_cannot_use_the_address() {
    URI address = told("/more/gold");
    Page led = browser.send(navigation(address.toString()).header("Sec-Fetch-Site", "cross-site"));
    assertThat(led.status()).isEqualTo(403);
    assertThat(led.body()).contains("cross_site_refused");
    assertThat(pushed()).hasSize(1);
  }

  @Test
  @DisplayName("AREQ-12: parameters of the browser's own change no login")
  void what_a_browser_asks_for_is_not_passed_on() {
    browser.navigate("/auth/login?prompt=none&acr_values=low&max_age=0&login_hint=bob&claims=x");
    browser.navigate("/more/gold?acr_values=low&max_age=0&prompt=none");
    assertThat(pushed().get(1))
        .doesNotContainKeys("prompt", "acr_values", "max_age", "login_hint", "claims");
    assertThat(pushed().get(2))
        .containsEntry("acr_values", "gold")
        .doesNotContainKeys("prompt", "max_age", "login_hint", "claims");
  }

  @Test
  @DisplayName(
      "TXN-13, TXN-15: a form is neither carried out nor sent on, the page says how to go on")
  void a_person_who_sent_a_form_is_told() {
    shop.api.demandAcr("gold");
    Page page = browser.send(navigation("/more/api").POST(BodyPublishers.ofString("item=1")));
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("step_up_required").contains("send it again");
    assertThat(pushed()).hasSize(1);
    Page end = browser.follow(browser.follow(browser.navigate(found(LINK, page))));
    assertThat(end.location()).hasValue(shop.home().resolve("/"));
    assertThat(browser.get("/more/api").body()).isEqualTo("api 200");
  }

  @Test
  @DisplayName("TXN-13: a form whose servlet says where to go on leads there, by GET")
  void a_form_may_lead_to_a_path_of_its_own() {
    Page page = browser.send(navigation("/more/elsewhere").POST(BodyPublishers.ofString("item=1")));
    assertThat(page.status()).isEqualTo(303);
    Page end = browser.follow(browser.follow(page));
    assertThat(end.location()).hasValue(shop.home().resolve("/whoami"));
    assertThat(pushed().get(1)).containsEntry("acr_values", "gold");
  }

  @Test
  @DisplayName("TXN-02, A74: a prefetch begins nothing")
  void a_prefetch_begins_no_step_up() {
    Page page = browser.send(navigation("/more/gold").header("Sec-Purpose", "prefetch"));
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.setCookies()).isEmpty();
    assertThat(pushed()).hasSize(1);
  }

  @Test
  void a_session_that_shows_enough_is_left_in_peace() {
    assertThat(browser.navigate("/more/recent").body()).isEqualTo("enough");
    assertThat(browser.open("/more/gold").body()).isEqualTo("enough");
    assertThat(browser.get("/more/gold").body()).isEqualTo("enough");
    assertThat(pushed()).hasSize(2);
    shop.time.advance(Duration.ofSeconds(91));
    assertThat(told("/more/recent")).isNotNull();
    assertThat(browser.open("/more/recent").body()).isEqualTo("enough");
    assertThat(pushed().get(2)).containsEntry("max_age", "60");
  }

  @Test
  void who_is_not_logged_in_needs_one_login_and_no_more() {
    Browser stranger = shop.browser();
    Page script = stranger.get("/more/gold");
    assertThat(script.status()).isEqualTo(401);
    assertThat(script.body()).contains("session_required").doesNotContain("location");
    assertThat(stranger.open("/more/gold").body()).isEqualTo("enough");
    assertThat(pushed()).hasSize(2);
    assertThat(pushed().get(1)).containsEntry("acr_values", "gold");
  }

  @Test
  @DisplayName("CB-16: a login that demands nothing may be anybody's")
  void an_application_may_ask_for_another_user() {
    assertThat(browser.open("/more/another-user").body()).startsWith("bob ");
    assertThat(pushed().get(1)).containsEntry("login_hint", "bob").containsEntry("prompt", "login");
  }

  @Test
  @DisplayName("TXN-12: a browser that keeps no session is not sent round for ever")
  void a_browser_that_keeps_no_session_is_not_sent_round_for_ever() {
    Browser forgetful = shop.browser();
    Page page = forgetful.navigate("/more/gold");
    for (int i = 0; i < 3; i++) {
      Page callback = forgetful.follow(forgetful.follow(page));
      forgetful.plant("loopback-session", "");
      page = forgetful.follow(callback);
    }
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("login_loop");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_application_that_asks_for_one_login_after_another_is_no_api(boolean person) {
    try (LogLines lines = new LogLines()) {
      for (int i = 0; i < 3; i++) {
        browser.follow(browser.follow(browser.navigate("/more/another-user")));
      }
      Page page =
          person ? browser.navigate("/more/another-user") : browser.get("/more/another-user");
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).contains("login_loop");
      assertThat(lines.about("step-up")).isEmpty();
      assertThat(lines.about("a browser logs in again and again")).hasSize(1);
    }
  }

  @Test
  @DisplayName("SRV-11: what was written before is dropped, and too late is too late")
  void a_response_that_was_begun_is_dropped_while_it_can_be() {
    Page page = browser.get("/more/half");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).startsWith("{\"error\":{\"code\":\"step_up_required\"");
    assertThat(browser.navigate("/more/half").status()).isEqualTo(303);
    assertThat(browser.navigate("/more/too-late").body()).isEqualTo("too late");
    assertThat(pushed()).hasSize(2);
  }

  @Test
  void a_provider_that_is_down_costs_no_session() {
    shop.provider.next().at(Endpoint.PAR).status(503);
    Page page = browser.navigate("/more/gold");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("Retry-After")).isPresent();
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("SES-12: a store that is silent at the end of a step-up costs no session")
  void a_silent_store_costs_no_session() {
    shop.api.demandAcr("gold");
    URI callback = browser.follow(browser.navigate("/more/api")).location().orElseThrow();
    shop.store.breakDown();
    assertThat(browser.navigate(callback).status()).isEqualTo(503);
    shop.store.repair();
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
    assertThat(browser.follow(browser.navigate(callback)).body()).isEqualTo("api 200");
  }

  @Test
  void an_application_may_show_its_own_page_with_the_address() {
    try (Shop own = Shop.open(Shop.Kind.MEMORY, Map.of("error-page", "/own-error-page"))) {
      Browser visitor = own.loggedIn();
      Page page =
          visitor.send(
              HttpRequest.newBuilder(own.home().resolve("/more/gold"))
                  .header("Accept", "text/html")
                  .header("Sec-Fetch-Mode", "cors")
                  .header("Sec-Fetch-Dest", "empty"));
      assertThat(page.status()).isEqualTo(401);
      assertThat(page.body()).startsWith("claims: Optional[SessionInfo[").contains("subject=alice");
    }
  }
}
