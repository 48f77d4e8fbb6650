package dev.holdfast.demo;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a user is signed in, and the buttons that end it. */
class SessionsPageTest {
  private static OwnProviderDemo demo;

  @BeforeAll
  static void start() {
    demo = Demos.start("memory", Duration.ofMinutes(5));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Visitor signedIn(OwnProviderDemo where, String name) {
    Visitor visitor = new Visitor(where.origin());
    visitor.logIn(name, "/account");
    return visitor;
  }

  private static String id(Visitor visitor) {
    return visitor.json("/sessions").at("/sessions/0/id").asText();
  }

  private static boolean isIn(Visitor visitor) {
    return visitor.browser().get("/account").status() == 200;
  }

  private static int ended(Visitor by, Map<String, String> form) {
    Page page = post(by, demo, form);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return Visitor.parse(page).get("ended").asInt(-1);
  }

  @Test
  void users_see_their_own_sessions_and_which_of_them_is_asking() {
    Visitor phone = signedIn(demo, "alice");
    Visitor bob = signedIn(demo, "bob");
    Visitor desk = signedIn(demo, "alice");
    JsonNode seen = desk.json("/sessions");

    assertThat(seen.get("listed").asBoolean()).isTrue();
    assertThat(seen.at("/sessions").findValuesAsText("id"))
        .startsWith(id(desk))
        .contains(id(phone))
        .doesNotContain(id(bob));
    assertThat(seen.at("/sessions").findValuesAsText("current"))
        .startsWith("true")
        .filteredOn("true"::equals)
        .hasSize(1);
    assertThat(desk.browser().open("/sessions").body())
        .containsOnlyOnce(">this one<")
        .contains("<h2", "A program", "Sign out there", "Sign out all others")
        .doesNotContain("Java-http-client");
  }

  @Test
  void one_session_is_ended_from_another_and_nobody_elses() {
    Visitor phone = signedIn(demo, "alice");
    Visitor desk = signedIn(demo, "alice");
    Visitor bob = signedIn(demo, "bob");
    String phones = id(phone);

    assertThat(ended(desk, Map.of("end", "one", "id", id(bob)))).isZero();
    assertThat(isIn(bob)).isTrue();
    assertThat(ended(desk, Map.of("end", "one", "id", phones))).isEqualTo(1);
    assertThat(isIn(phone)).isFalse();
    assertThat(ended(desk, Map.of("end", "one", "id", phones))).isZero();
    assertThat(isIn(desk)).isTrue();
  }

  @Test
  void all_others_end_and_the_page_says_how_many_and_that_none_is_left() {
    Visitor phone = signedIn(demo, "bob");
    Visitor tablet = signedIn(demo, "bob");
    Visitor desk = signedIn(demo, "bob");
    int others = desk.json("/sessions").get("sessions").size() - 1;
    Page answer = navigate(desk, shown(desk) + "&end=others", "Sec-Fetch-Site", "same-origin");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(desk.browser().follow(answer).body())
        .contains(others + " sessions were signed out.")
        .contains("Here, and nowhere else.")
        .doesNotContain("Sign out there");
    assertThat(List.of(phone, tablet)).noneMatch(SessionsPageTest::isIn);
    assertThat(isIn(desk)).isTrue();
  }

  @Test
  void signing_out_everywhere_ends_all_others_and_goes_on_to_the_logout() {
    Visitor phone = signedIn(demo, "alice");
    Visitor desk = signedIn(demo, "alice");
    Page answer = post(desk, demo, Map.of("end", "all"));

    assertThat(answer.status()).as("as POST").isEqualTo(307);
    assertThat(answer.location().map(URI::getPath)).contains("/auth/logout");
    assertThat(isIn(phone)).isFalse();
    assertThat(desk.logOut(demo.origin()).body()).contains("You are signed out.");
    assertThat(isIn(desk)).isFalse();
  }

  @Test
  void a_form_of_another_site_ends_nothing() {
    Visitor phone = signedIn(demo, "alice");
    Visitor desk = signedIn(demo, "alice");

    assertThat(navigate(desk, "end=all", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(navigate(desk, "end=all", "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    assertThat(navigate(desk, "end=all", "Origin", "http://evil.example").status()).isEqualTo(403);
    assertThat(navigate(desk, "end=all", "Origin", "null").status()).isEqualTo(403);
    assertThat(navigate(desk, "end=all", "X-Nothing", "said").status()).isEqualTo(403);
    assertThat(desk.browser().get("/sessions?end=all").status()).as("a GET").isEqualTo(200);
    assertThat(List.of(phone, desk)).allMatch(SessionsPageTest::isIn);
  }

  @Test
  void an_own_form_is_known_by_its_origin_and_by_the_token_in_it() {
    Visitor desk = signedIn(demo, "alice");
    String form = "end=one&id=unknown";
    String own = demo.origin();

    assertThat(navigate(desk, form, "Origin", own).status()).isEqualTo(403);
    assertThat(navigate(desk, shown(desk) + "&" + form, "Origin", own).status()).isEqualTo(303);
    assertThat(navigate(desk, shown(desk) + "&end=nothing", "Origin", own).status()).isEqualTo(400);
  }

  /** The token that each form of the page carries. */
  private static String shown(Visitor visitor) {
    Matcher field =
        Pattern.compile("name=\"(csrf_token)\" value=\"([^\"]+)\"")
            .matcher(visitor.browser().open("/sessions").body());
    assertThat(field.find()).isTrue();
    return field.group(1) + "=" + field.group(2);
  }

  @Test
  void where_browsers_hold_the_sessions_the_page_says_why_and_offers_what_can_be_done() {
    try (OwnProviderDemo cookies = Demos.start("cookie", Duration.ofMinutes(5))) {
      Visitor phone = signedIn(cookies, "alice");
      Visitor desk = signedIn(cookies, "alice");
      Visitor bob = signedIn(cookies, "bob");

      assertThat(desk.json("/sessions").get("listed").asBoolean()).isFalse();
      assertThat(desk.browser().open("/sessions").body())
          .contains("the server has no list of them", "Sign out everywhere")
          .doesNotContain("Sign out there", "Sign out all others");
      post(desk, cookies, Map.of("end", "all"));
      assertThat(List.of(phone, desk)).noneMatch(SessionsPageTest::isIn);
      assertThat(isIn(bob)).isTrue();
    }
  }

  @Test
  void a_store_that_falls_silent_is_said_and_nobody_is_signed_out() {
    try (SmallApplication application = new SmallApplication()) {
      Browser browser = Browser.at(URI.create(application.origin()));
      assertThat(browser.open("/sessions").status()).isEqualTo(200);
      application.fallSilentBehindFilter();
      Page list = browser.open("/sessions");
      Page end = browser.post("/sessions", Map.of("end", "others"));

      assertThat(list.status()).isEqualTo(503);
      assertThat(list.header("Retry-After")).hasValue("5");
      assertThat(list.body()).contains("You are still signed in.", "Try again");
      assertThat(end.status()).isEqualTo(503);
      assertThat(Visitor.parse(end).at("/error/code").asText()).isEqualTo("store_unavailable");
    }
  }

  /** Sends what the form would, as a script of the page does. */
  private static Page post(Visitor visitor, OwnProviderDemo where, Map<String, String> form) {
    return visitor
        .browser()
        .send(
            HttpRequest.newBuilder(URI.create(where.origin() + "/sessions"))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-Requested-By", "this test")
                .POST(
                    BodyPublishers.ofString(
                        form.entrySet().stream()
                            .map(field -> field.getKey() + "=" + field.getValue())
                            .collect(joining("&")))));
  }

  /** Sends the form as a person's browser does that says this of itself. */
  private static Page navigate(Visitor visitor, String form, String header, String value) {
    return visitor
        .browser()
        .send(
            HttpRequest.newBuilder(URI.create(demo.origin() + "/sessions"))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(header, value)
                .POST(BodyPublishers.ofString(form)));
  }
}
