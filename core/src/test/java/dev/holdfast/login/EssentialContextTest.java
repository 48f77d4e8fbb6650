package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.LoginPolicyBuilder;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.Claims;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An essential acr in a claims request is demanded; acr_values may be a wish. */
class EssentialContextTest {
  private static final String ONE = claims("{\"essential\":true,\"value\":\"gold\"}");
  private static final String SEVERAL =
      claims("{\"essential\":true,\"values\":[\"gold\",\"silver\"]}");

  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);

  @AfterEach
  void close() {
    provider.close();
  }

  private static String claims(String acr) {
    return "{\"id_token\":{\"acr\":" + acr + "}}";
  }

  private Node node(Consumer<LoginPolicyBuilder> every) {
    return Node.over(
        Node.config(provider).logins(every).build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  private static LoginRequest plain() {
    return LoginRequest.to(ReturnPath.ROOT);
  }

  /** How a login ends whose ID token names this context. */
  private LoginOutcome outcome(Node node, LoginRequest wanted, String acr) {
    provider.next().onIdToken(claims -> claims.put("acr", acr));
    return node.finish(node.callback(node.start(wanted)));
  }

  private LoginOutcome withoutContext(Node node, LoginRequest wanted) {
    provider.next().onIdToken(claims -> claims.remove("acr"));
    return node.finish(node.callback(node.start(wanted)));
  }

  private static void assertTooWeak(LoginOutcome outcome) {
    assertThat(outcome).isEqualTo(new LoginOutcome.Refused(ErrorCode.AUTHENTICATION_INSUFFICIENT));
  }

  private static void assertLoggedIn(LoginOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  private Map<String, String> asked() {
    List<RecordedCall> pushed = provider.requests(Endpoint.PAR);
    return pushed.get(pushed.size() - 1).form();
  }

  /** By its claims alone. */
  private void assertAsks(String claims) {
    assertThat(asked()).doesNotContainKey("acr_values");
    assertThat(Claims.parse(asked().getOrDefault("claims", ""))).isEqualTo(Claims.parse(claims));
  }

  @Test
  @DisplayName("IDT-12: an essential acr with one value, by the settings")
  void the_one_value_has_to_come_back() {
    try (Node node = node(logins -> logins.claims(ONE))) {
      assertTooWeak(outcome(node, plain(), "silver"));
      assertTooWeak(withoutContext(node, plain()));
      assertLoggedIn(outcome(node, plain(), "gold"));
    }
    assertAsks(ONE);
  }

  @Test
  @DisplayName("IDT-12: an essential acr with several values, by the settings")
  void one_of_the_values_has_to_come_back() {
    try (Node node = node(logins -> logins.claims(SEVERAL))) {
      assertTooWeak(outcome(node, plain(), "bronze"));
      assertLoggedIn(outcome(node, plain(), "silver"));
    }
  }

  @Test
  @DisplayName("IDT-12: an essential acr of one login, in place of acr_values")
  void a_login_may_insist_on_it_by_its_own_claims() {
    try (Node node = node(logins -> logins.acrValues(List.of("bronze")))) {
      LoginRequest wanted = plain().claims(Claims.parse(SEVERAL));
      assertTooWeak(outcome(node, wanted, "bronze"));
      assertLoggedIn(outcome(node, wanted, "gold"));
      assertAsks(SEVERAL);
    }
  }

  @Test
  @DisplayName("IDT-12: what every login insists on outlives the claims of one")
  void other_claims_of_a_login_weaken_nothing() {
    LoginRequest wanted =
        plain()
            .claims(Claims.parse("{\"id_token\":{\"email\":null},\"userinfo\":{\"name\":null}}"));
    try (Node node = node(logins -> logins.claims(ONE))) {
      assertTooWeak(outcome(node, wanted, "bronze"));
      assertLoggedIn(outcome(node, wanted, "gold"));
    }
    assertAsks(
        "{\"userinfo\":{\"name\":null},\"id_token\":{\"email\":null,\"acr\":"
            + "{\"essential\":true,\"value\":\"gold\"}}}");
  }

  @Test
  @DisplayName("IDT-12: a context that code demands takes the place of the one in claims")
  void a_demand_of_the_code_is_asked_for_alone() {
    try (Node node = node(logins -> logins.claims(ONE))) {
      assertTooWeak(outcome(node, plain().acr("platinum"), "gold"));
      assertLoggedIn(outcome(node, plain().acr("platinum"), "platinum"));
    }
    assertThat(asked()).containsEntry("acr_values", "platinum").doesNotContainKey("claims");
  }

  @ParameterizedTest(name = "IDT-12: {0} is a wish")
  @ValueSource(
      strings = {
        "null",
        "{\"values\":[\"gold\"]}",
        "{\"essential\":false,\"value\":\"gold\"}",
        "{\"essential\":true}"
      })
  void what_is_not_essential_or_names_no_value_is_not_checked(String acr) {
    try (Node node = node(logins -> logins.claims(claims(acr)))) {
      assertLoggedIn(withoutContext(node, plain()));
    }
    assertThat(asked()).containsKey("claims");
  }

  @ParameterizedTest(name = "SRV-22: {0}")
  @ValueSource(
      strings = {
        "{\"id_token\":[]}",
        "{\"id_token\":{\"acr\":\"gold\"}}",
        "{\"id_token\":{\"acr\":{\"essential\":\"true\"}}}",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":7}}}",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"\"}}}",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":\"gold\"}}}",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[]}}}",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"gold\",7]}}}",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"a\",\"values\":[\"b\"]}}}"
      })
  void a_context_of_a_form_of_its_own_is_refused_at_once(String json) {
    assertThatThrownBy(() -> node(logins -> logins.claims(json)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("claims is ");
    assertThatThrownBy(() -> plain().claims(Claims.parse(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("SRV-22: the outcome of both ways at once is not specified")
  void a_context_is_said_once() {
    assertThatThrownBy(() -> node(logins -> logins.claims(ONE).acrValues(List.of("gold"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("claims has an essential acr, and acr-values says it too");
  }

  @Test
  @DisplayName("IDT-12: acr_values alone are a wish where the settings say so")
  void a_context_that_is_only_wished_for_need_not_come() {
    try (Node node = node(logins -> logins.acrValues(List.of("gold")).wishForAcrValues())) {
      assertLoggedIn(withoutContext(node, plain()));
      assertThat(asked()).containsEntry("acr_values", "gold");
      assertLoggedIn(outcome(node, plain(), "bronze"));
      assertTooWeak(withoutContext(node, plain().acr("gold")));
    }
    assertThatThrownBy(() -> node(LoginPolicyBuilder::wishForAcrValues))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("acr-voluntary is of no use without acr-values");
  }
}
