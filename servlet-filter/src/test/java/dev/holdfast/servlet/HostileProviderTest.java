package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HostileAnswer;
import dev.holdfast.testkit.HostileAnswers;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a provider answers: a page with a stable code, no session, nothing more sent than what
 * takes tokens back, and a browser that can log in again at once.
 */
@DisabledIfSystemProperty(
    named = "servlet.container",
    matches = "ee11",
    disabledReason = "no container has a part in what a provider answers: one round will do")
class HostileProviderTest {
  private static final Set<ErrorCode> BEFORE_THE_CODE_IS_SENT =
      EnumSet.of(
          ErrorCode.CALLBACK_INVALID,
          ErrorCode.ISSUER_MISMATCH,
          ErrorCode.LOGIN_UNKNOWN,
          ErrorCode.RESPONSE_INVALID,
          ErrorCode.REQUEST_REFUSED);

  static Stream<HostileAnswer> answers() {
    return HostileAnswers.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  @DisplayName(
      "CB-02, CB-03, CB-04, CB-06, CB-07, CB-08, TOK-02, TOK-03, TOK-04, TOK-06, NET-03, NET-05,"
          + " NET-06, NET-07, IDT-01, IDT-02, IDT-04, IDT-05, IDT-06, IDT-07, IDT-08, IDT-09,"
          + " IDT-10, IDT-11, DISC-08, DISC-09, DISC-10, DISC-11, DPB-01, DPB-03, UI-02")
  void a_hostile_answer_ends_on_a_page_and_in_nothing_else(HostileAnswer answer) {
    try (WaryShop shop = WaryShop.open()) {
      refusedAndOverAtOnce(shop, answer);
    }
  }

  static Stream<HostileAnswer> signedAnswers() {
    return HostileAnswers.signedAnswers();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signedAnswers")
  @DisplayName("CB-12, CB-13: an answer that has to be signed")
  void a_signed_answer_with_one_thing_wrong_ends_no_differently(HostileAnswer answer) {
    try (WaryShop shop = WaryShop.openForSignedAnswers()) {
      refusedAndOverAtOnce(shop, answer);
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("NET-04: an answer that never ends is given up in time")
  void an_endless_answer_ends_no_differently() {
    try (WaryShop shop = WaryShop.open(Duration.ofSeconds(6))) {
      refusedAndOverAtOnce(shop, HostileAnswers.slow());
    }
  }

  private static void refusedAndOverAtOnce(WaryShop shop, HostileAnswer answer) {
    Browser browser = shop.browser();
    Page start = browser.navigate("/orders");
    answer.play(shop.provider);
    Page back = browser.follow(start);
    shop.provider.forgetRequests();
    assertRefused(shop, browser, browser.follow(back), answer.code());
    assertLogsIn(browser);
  }

  private static void assertRefused(WaryShop shop, Browser browser, Page page, ErrorCode code) {
    assertRefused(shop, browser, page, code, 0);
  }

  private static void assertRefused(
      WaryShop shop, Browser browser, Page page, ErrorCode code, int others) {
    boolean later = code == ErrorCode.PROVIDER_UNAVAILABLE;
    assertThat(page.status()).as(page.body()).isEqualTo(later ? 503 : 400);
    assertThat(page.header("Retry-After").isPresent()).isEqualTo(later);
    assertThat(page.body()).contains(page.status() + " " + code.code());
    assertThat(page.body()).doesNotContain("script>", "on command", "other.example");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.location()).isEmpty();
    assertThat(shop.provider.secrets().foundIn(page.body() + page.headers())).isEmpty();
    assertThat(shop.sessions.size()).as("sessions").isEqualTo(others);
    assertThat(browser.cookies()).doesNotContainKey("loopback-session");
    assertThat(browser.get("/orders").status()).isEqualTo(401);
    assertThat(shop.api.requests()).as("calls of the API").isEmpty();
    assertThat(asked(shop.provider)).matches(mayFollow(code));
  }

  /** What was asked of the provider since the callback; its keys may be looked up at any time. */
  private static String asked(FakeProvider provider) {
    List<String> asked =
        provider.requests().stream()
            .map(RecordedCall::endpoint)
            .filter(endpoint -> endpoint != Endpoint.JWKS)
            .map(Endpoint::name)
            .toList();
    return String.join(" ", asked);
  }

  private static String mayFollow(ErrorCode code) {
    if (BEFORE_THE_CODE_IS_SENT.contains(code)) {
      return "";
    }
    return switch (code) {
      case USERINFO_INVALID -> "TOKEN USERINFO( REVOKE)+";
      case ID_TOKEN_INVALID, TOKEN_NOT_BOUND -> "TOKEN( REVOKE)+";
      default -> "TOKEN( REVOKE)*"; // of what was issued, if anything was
    };
  }

  private static void assertLogsIn(Browser browser) {
    Page page = browser.open("/orders");
    assertThat(page.status()).as("the next login").isEqualTo(200);
    assertThat(page.body()).contains("\"user\":\"alice\"");
  }

  static Stream<HostileAnswer> metadata() {
    return HostileAnswers.metadata();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("metadata")
  @DisplayName("DISC-02, DISC-04, NET-06: metadata of somebody else, or unsafe")
  void unsuitable_metadata_starts_no_login(HostileAnswer answer) {
    try (WaryShop shop = WaryShop.open()) {
      answer.play(shop.provider);
      Page page = shop.browser().navigate("/orders");
      assertThat(page.status()).isEqualTo(502);
      assertThat(page.body()).contains("provider_unsuitable");
      assertThat(page.setCookies()).isEmpty();
      assertThat(shop.sessions.size()).isZero();
      assertThat(shop.provider.requests())
          .extracting(RecordedCall::endpoint)
          .containsExactly(Endpoint.DISCOVERY);
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("DISC-02: and once it is right again, the same browser logs in")
  void metadata_that_is_mended_is_read_again_within_seconds() {
    try (WaryShop shop = WaryShop.open()) {
      Browser browser = shop.browser();
      HostileAnswers.metadata().findFirst().orElseThrow().play(shop.provider);
      Page page = browser.navigate("/orders");
      while (page.status() == 502) {
        page = browser.navigate("/orders");
      }
      assertThat(page.status()).isEqualTo(303);
      assertLogsIn(browser);
    }
  }

  @Test
  @DisplayName("CB-03, TXN-06: the answer to another browser's login")
  void the_answer_to_a_login_of_another_browser_is_refused() {
    try (WaryShop shop = WaryShop.open()) {
      Browser attacker = shop.browser();
      URI foreign = attacker.follow(attacker.navigate("/orders")).location().orElseThrow();
      Browser victim = shop.browser();
      victim.navigate("/orders");
      shop.provider.forgetRequests();
      assertRefused(shop, victim, victim.navigate(foreign), ErrorCode.LOGIN_UNKNOWN);
      assertLogsIn(victim);
    }
  }

  @Test
  @DisplayName("CB-10: a code that was used already, brought to another login")
  void a_code_of_an_earlier_login_opens_no_second_session() {
    try (WaryShop shop = WaryShop.open()) {
      Browser browser = shop.browser();
      String used = query(browser.follow(browser.navigate("/orders")).location().orElseThrow());
      String code = used.replaceAll("(?:.*&|^)code=([^&]*).*", "$1");
      assertThat(browser.navigate("/auth/callback?" + used).status()).isEqualTo(303);
      Browser other = shop.browser();
      Page start = other.navigate("/orders");
      shop.provider.next().onAuthorize(parameters -> parameters.put("code", code));
      Page back = other.follow(start);
      shop.provider.forgetRequests();
      assertRefused(shop, other, other.follow(back), ErrorCode.GRANT_REFUSED, 1);
      assertThat(shop.provider.reusesDetected()).isEqualTo(1);
      assertLogsIn(other);
    }
  }

  private static String query(URI address) {
    return String.valueOf(address.getRawQuery());
  }

  static Stream<Arguments> oddities() {
    return Stream.of(
        odd("nothing odd", provider -> {}),
        odd("dpop in lower case", p -> p.next().onToken(a -> a.with("token_type", "dpop"))),
        odd("no expires_in", p -> p.next().onToken(a -> a.without("expires_in"))),
        odd("no scope", p -> p.next().onToken(a -> a.without("scope"))),
        odd("a member nobody knows", p -> p.next().onToken(a -> a.with("x", List.of(1)))),
        odd("typ missing", p -> p.next().onIdTokenHeader(header -> header.remove("typ"))),
        odd("aud as a list", p -> p.next().onIdToken(c -> c.put("aud", List.of("shop")))),
        odd("two keys under one kid", FakeProvider::publishKeysWithSameKid),
        odd("several keys", p -> p.idTokenAlgorithm("RS256").idTokenAlgorithm("PS256")),
        odd("keys nobody can read", HostileProviderTest::unreadableKeys),
        odd("keys rotated meanwhile", FakeProvider::rotateKeys));
  }

  private static void unreadableKeys(FakeProvider provider) {
    Map<String, String> curve =
        Map.of("kty", "EC", "crv", "brainpoolP256r1", "x", "AA", "y", "AA", "kid", "es256-1");
    provider
        .always()
        .at(Endpoint.JWKS)
        .change(
            reply ->
                reply.with(
                    "keys",
                    Stream.concat(
                            Stream.of(curve, Map.of("kty", "AKP"), "none"),
                            ((List<?>) reply.member("keys").orElseThrow()).stream())
                        .toList()));
  }

  private static Arguments odd(String what, Consumer<FakeProvider> script) {
    return Arguments.of(what, script);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  @DisplayName(
      "DPB-01, DISC-08, DISC-09, NET-09: what is odd but allowed, at a first and a second login")
  void an_odd_answer_is_a_login(String what, Consumer<FakeProvider> script) {
    try (WaryShop shop = WaryShop.open()) {
      for (int i = 0; i < 2; i++) {
        Browser browser = shop.browser();
        Page start = browser.navigate("/orders");
        script.accept(shop.provider);
        Page end = browser.follow(browser.follow(browser.follow(start)));
        assertThat(end.body()).as("login %d", i).contains("\"user\":\"alice\"");
      }
      assertTokensInHeadersOnly(shop);
    }
  }

  private static void assertTokensInHeadersOnly(WaryShop shop) {
    List<RecordedCall> calls =
        Stream.of(shop.api.requests(), shop.provider.requests(Endpoint.USERINFO))
            .flatMap(List::stream)
            .toList();
    assertThat(calls)
        .hasSize(4)
        .allSatisfy(
            call -> {
              String seen = call.call().target() + call.call().body();
              assertThat(shop.provider.secrets().foundIn(seen)).isEmpty();
              assertThat(call.call().all("Authorization"))
                  .singleElement()
                  .asString()
                  .startsWith("DPoP ");
            });
  }
}
