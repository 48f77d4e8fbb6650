package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Handbook;
import dev.holdfast.testkit.Page;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What scripts learn of the session (BFF-02), and the script that docs show. */
@ParameterizedClass
@EnumSource
class SessionPathTest {
  private static final String PATH = "/auth/session";

  private final Shop shop;
  private final Browser browser;

  SessionPathTest(Shop.Kind kind) {
    this.shop = Shop.open(kind, Map.of("csrf-protection", "true", "public", "/session.js"));
    Instant now = shop.time.instant();
    shop.time.advance(Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)));
    this.browser = shop.loggedIn();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private JsonNode told() throws IOException {
    return new ObjectMapper().readTree(browser.get(PATH).body());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void it_tells_who_is_there_until_when_and_what_a_request_has_to_show() throws IOException {
    assertThat(names(told()))
        .containsExactlyInAnyOrder(
            "authenticated",
            "sub",
            "authenticatedAt",
            "expiresAt",
            "idleTimeoutIn",
            "absoluteTimeoutIn",
            "csrfToken");
  }

  @Test
  void time_runs_down_while_it_is_asked_and_starts_again_with_use() throws IOException { // SES-07
    assertThat(told().get("idleTimeoutIn").longValue()).isEqualTo(30 * 60);
    assertThat(told().get("absoluteTimeoutIn").longValue()).isEqualTo(8 * 60 * 60);
    shop.time.advance(Duration.ofMillis(20 * 60_000 + 1));
    assertThat(told().get("idleTimeoutIn").longValue()).isEqualTo(10 * 60 - 1);
    assertThat(told().get("absoluteTimeoutIn").longValue()).isEqualTo(8 * 60 * 60 - 20 * 60 - 1);
    shop.time.advance(Duration.ofMillis(999));
    browser.get("/whoami");
    assertThat(told().get("idleTimeoutIn").longValue()).isEqualTo(30 * 60);
  }

  @Test
  void near_its_end_a_session_has_no_more_idle_time_than_life() throws IOException {
    for (int i = 0; i < 19; i++) {
      shop.time.advance(Duration.ofMinutes(25));
      browser.get("/whoami");
    }
    assertThat(told().get("idleTimeoutIn")).isEqualTo(told().get("absoluteTimeoutIn"));
    assertThat(told().get("idleTimeoutIn").longValue()).isEqualTo(5 * 60);
  }

  @Test
  void a_head_is_answered_without_the_body() {
    Page page =
        browser.send(
            HttpRequest.newBuilder(shop.home().resolve(PATH))
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEmpty();
    assertThat(page.header("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(browser.post(PATH, Map.of()).header("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void what_it_tells_sends_a_request_through() throws IOException { // BFF-03
    HttpRequest.Builder order =
        HttpRequest.newBuilder(shop.home().resolve("/order"))
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString("{}"));
    assertThat(browser.send(order.copy()).status()).isEqualTo(403);
    String token = told().get("csrfToken").textValue();
    assertThat(browser.send(order.header("X-CSRF-Token", token)).body()).isEqualTo("ordered {}");
  }

  @Test
  void the_script_in_the_handbook_is_the_one_that_is_served_here() {
    Page served = shop.browser().get("/session.js");
    List<String> shown = Handbook.page("docs/single-page-applications.md").blocks("js").get(0);
    assertThat(served.body().lines()).containsExactlyElementsOf(shown);
  }

  @Test
  void the_script_asks_for_nothing_that_is_not_told() throws IOException {
    String script = browser.get("/session.js").body();
    Set<String> asked =
        Pattern.compile("session\\.([A-Za-z]+)")
            .matcher(script)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(asked).hasSizeGreaterThan(3).isSubsetOf(names(told()));
    assertThat(script).contains("\"" + PATH + "\"").contains("\"" + CsrfGuard.HEADER + "\"");
  }

  @Test
  void the_script_keeps_the_place_through_a_login() {
    assertThat(browser.get("/session.js").body()).contains("\"/auth/login?return_to=\" + encode");
    Page page = shop.browser().open("/auth/login?return_to=%2Fwhoami%3Fa%3Db%26c");
    assertThat(page.body()).endsWith("at /whoami?a=b&c");
  }
}
