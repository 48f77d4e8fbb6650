package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HostileAnswer;
import dev.holdfast.testkit.HostileAnswers;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page asks who is there, and its visitor sees nothing of it ({@code prompt=none}). */
class SilentLoginTest {
  private final Shop shop =
      Shop.open(Shop.Kind.MEMORY, Map.of("public", "/more/maybe /more/left /more/silent /whoami"));
  private final Browser browser = shop.browser();

  @AfterEach
  void close() {
    shop.close();
  }

  private int logins() {
    return shop.provider.requests(Endpoint.PAR).size();
  }

  @Test
  @DisplayName("AREQ-12: a visitor whom the provider knows is logged in on the way")
  void a_visitor_who_is_known_is_greeted() {
    Page page = browser.open("/more/maybe?id=1");
    assertThat(page.body()).isEqualTo("hello alice");
    assertThat(page.uri()).isEqualTo(shop.home().resolve("/more/maybe?id=1"));
    assertThat(shop.provider.requests(Endpoint.PAR).get(0).form()).containsEntry("prompt", "none");
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello alice");
    assertThat(logins()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login_required",
        "interaction_required",
        "consent_required",
        "account_selection_required"
      })
  @DisplayName("CB-15: one redirect back, nobody logged in, no error page, no loop")
  void a_visitor_who_would_have_to_be_asked_is_not(String error) {
    shop.provider.next().denyLogin(error);
    Page page = browser.open("/more/maybe");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("hello null");
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello null");
    assertThat(logins()).isEqualTo(1);
    assertThat(shop.provider.requests(Endpoint.TOKEN)).isEmpty();
    assertThat(browser.cookies()).containsOnlyKeys("loopback-session-silent");
  }

  @Test
  @DisplayName("CB-15: a provider that does not know the user; a login by hand ends the silence")
  void a_login_by_hand_goes_on_as_ever() {
    shop.provider.signedIn(false);
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello null");
    assertThat(browser.open("/orders").status()).isEqualTo(200);
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello alice");
    assertThat(browser.cookie("loopback-session-silent")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/logout", "/logout-here", "/revoke"})
  @DisplayName("CB-15: who has logged out is not logged in again behind their back")
  void a_logout_is_not_undone(String path) {
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello alice");
    browser.post(path, Map.of());
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello null");
    assertThat(logins()).isEqualTo(1);
    assertThat(browser.open("/orders").status()).isEqualTo(200);
    assertThat(browser.cookie("loopback-session-silent")).isEmpty();
  }

  @Test
  @DisplayName("CB-15: nor by the page that logs them out")
  void a_logout_is_not_undone_by_its_own_page() {
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello alice");
    assertThat(browser.open("/more/left").body()).isEqualTo("hello null");
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void the_silence_ends_after_five_minutes() {
    shop.provider.signedIn(false);
    Page page = browser.follow(browser.follow(browser.navigate("/more/maybe")));
    assertThat(page.setCookies())
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("loopback-session-silent=")
                    .contains("Max-Age=" + Duration.ofMinutes(5).toSeconds()));
  }

  @Test
  @DisplayName("CB-06: an error is believed only from the provider, for this browser")
  void a_forged_error_is_none_of_it() {
    URI login = browser.navigate("/more/maybe").location().orElseThrow();
    shop.provider.next().denyLogin("login_required");
    shop.provider.next().onAuthorize(answer -> answer.put("iss", "https://evil.example"));
    try (LogLines log = LogLines.of("dev.holdfast.login")) {
      Page page = browser.follow(browser.navigate(login));
      assertThat(page.location()).hasValue(shop.home().resolve("/more/maybe"));
      assertThat(log.read()).containsExactly("INFO a login was refused: issuer_mismatch");
    }
    assertThat(browser.open("/more/maybe").body()).isEqualTo("hello null");
  }

  static Stream<Arguments> trouble() {
    return Stream.of(
        trouble("server_error", p -> p.next().denyLogin("server_error")),
        trouble("temporarily_unavailable", p -> p.next().denyLogin("temporarily_unavailable")),
        trouble("access_denied", p -> p.next().denyLogin("access_denied")),
        trouble("a failing token endpoint", p -> p.next().at(Endpoint.TOKEN).status(503)),
        trouble("a lost token answer", p -> p.next().at(Endpoint.TOKEN).loseAnswer()));
  }

  private static Arguments trouble(String what, Consumer<FakeProvider> script) {
    return Arguments.of(what, script);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trouble")
  @DisplayName(
      "CB-15: whatever goes wrong on the way back, the page is there, and one line says why")
  void a_silent_login_that_goes_wrong_ends_quietly(String what, Consumer<FakeProvider> script) {
    script.accept(shop.provider);
    assertThat(quietly()).as(what).hasSize(1);
  }

  /** What the log says of a silent login of which the visitor notices nothing. */
  private List<String> quietly() {
    try (LogLines login = LogLines.of("dev.holdfast.login");
        LogLines provider = LogLines.of("dev.holdfast.provider")) {
      Page page = browser.open("/more/maybe");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).isEqualTo("hello null");
      assertThat(browser.open("/more/maybe").body()).isEqualTo("hello null");
      assertThat(logins()).isEqualTo(1);
      assertThat(browser.cookies()).containsOnlyKeys("loopback-session-silent");
      return Stream.of(login.read(), provider.read()).flatMap(List::stream).toList();
    }
  }

  static Stream<HostileAnswer> hostileAnswers() {
    return HostileAnswers.tokenAnswers();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileAnswers")
  @DisplayName("CB-15: a hostile answer is logged by its code, and not shown")
  void a_hostile_answer_is_for_the_log_alone(HostileAnswer answer) {
    answer.play(shop.provider);
    assertThat(quietly()).anySatisfy(line -> assertThat(line).contains(answer.code().code()));
  }

  @Test
  @DisplayName("CB-08: whoever was not silent is told what login_required means")
  void an_ordinary_login_that_is_refused_so_says_so() {
    shop.provider.next().denyLogin("login_required");
    Page page = browser.open("/orders");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("login_denied");
  }

  @Test
  @DisplayName("SRV-23: a page for everybody needs no provider")
  void a_provider_that_is_down_is_not_noticed() {
    shop.provider.always().at(Endpoint.PAR).status(503);
    Page page = browser.navigate("/more/maybe");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("hello null");
    assertThat(browser.navigate("/more/maybe").body()).isEqualTo("hello null");
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  @DisplayName("TXN-01, TXN-02: a script is not sent away")
  void a_script_goes_on_as_nobody() {
    assertThat(browser.get("/more/maybe").body()).isEqualTo("hello null");
    assertThat(logins()).isZero();
  }

  @Test
  @DisplayName("CB-15: a page that insists is told once, and then asks for a login by hand")
  void a_page_that_insists_does_not_loop() {
    shop.provider.signedIn(false);
    Page page = browser.open("/more/silent");
    assertThat(page.uri()).isEqualTo(shop.home().resolve("/whoami"));
    assertThat(page.body()).startsWith("nobody ");
    Page again = browser.open("/more/silent");
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.body()).contains("session_required");
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "CB-15, SU-02: a silent step-up that fails leaves the session, and then asks by hand")
  void a_silent_step_up_that_fails_changes_nothing() {
    Browser user = shop.loggedIn();
    shop.provider.signedIn(false);
    assertThat(user.open("/more/silent-gold").body()).startsWith("alice ");
    Page again = user.open("/more/silent-gold");
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.body()).contains("step_up_required");
    var link = Pattern.compile("href=\"([^\"]+)\"").matcher(again.body());
    assertThat(link.find()).isTrue();
    assertThat(user.navigate(URI.create(link.group(1).replace("&amp;", "&"))).status())
        .isEqualTo(303);
    assertThat(shop.provider.requests(Endpoint.PAR).get(logins() - 1).form())
        .containsEntry("acr_values", "gold")
        .doesNotContainKey("prompt");
  }
}
