package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.LoginPolicyBuilder;
import dev.holdfast.config.Prompt;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every login asks for is a setting; what one login asks for is said by the application. */
class LoginWishesTest {
  private static final String CLAIMS = "{\"id_token\":{\"email\":{\"essential\":true}}}";
  private static final String DETAILS = "[{\"type\":\"payment\",\"amount\":\"5.00\"}]";
  private static final URI ORDERS = URI.create("https://orders.example/");
  private static final URI STOCK = URI.create("https://stock.example/");

  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);

  @AfterEach
  void close() {
    provider.close();
  }

  private Node node(Consumer<LoginPolicyBuilder> every) {
    return Node.over(
        Node.config(provider).scopes(List.of("openid", "profile", "orders")).logins(every).build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  private static void everything(LoginPolicyBuilder logins) {
    logins
        .acrValues(List.of("gold", "silver"))
        .maxAge(Duration.ofHours(1))
        .prompts(List.of(Prompt.LOGIN, Prompt.CONSENT))
        .uiLocales(List.of("pt-BR", "de"))
        .claims(CLAIMS)
        .authorizationDetails(DETAILS)
        .resources(List.of(ORDERS));
  }

  private static LoginRequest plain() {
    return LoginRequest.to(ReturnPath.ROOT);
  }

  private LoginOutcome outcome(Node node, LoginRequest wanted) {
    return node.finish(node.callback(node.start(wanted)));
  }

  private Map<String, String> asked() {
    List<RecordedCall> pushed = provider.requests(Endpoint.PAR);
    return pushed.get(pushed.size() - 1).form();
  }

  @Test
  @DisplayName("AREQ-12: what every login asks for")
  void settings_are_asked_for_by_every_login() {
    try (Node node = node(LoginWishesTest::everything)) {
      assertThat(outcome(node, plain())).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    assertThat(asked())
        .containsEntry("acr_values", "gold silver")
        .containsEntry("max_age", "3600")
        .containsEntry("prompt", "login consent")
        .containsEntry("ui_locales", "pt-BR de")
        .containsEntry("claims", CLAIMS)
        .containsEntry("resource", ORDERS.toString())
        .containsEntry("scope", "openid profile orders");
    assertThat(asked().get("authorization_details")).contains("payment").contains("5.00");
  }

  @Test
  @DisplayName("AREQ-10, AREQ-12: what one login asks for, in place of that")
  void a_login_may_ask_for_something_else() {
    LoginRequest wanted =
        plain()
            .acr("bronze")
            .maxAge(Duration.ZERO)
            .prompt(Prompt.SELECT_ACCOUNT)
            .uiLocales("fr")
            .loginHint("bob")
            .claims(Claims.parse("{\"userinfo\":{\"name\":null}}"))
            .authorizationDetails(AuthorizationDetails.parse("[{\"type\":\"stock\"}]"))
            .resources(STOCK)
            .scopes("orders");
    try (Node node = node(LoginWishesTest::everything)) {
      assertThat(outcome(node, wanted)).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    assertThat(asked())
        .containsEntry("acr_values", "bronze")
        .containsEntry("max_age", "0")
        .containsEntry("prompt", "select_account")
        .containsEntry("ui_locales", "fr")
        .containsEntry("login_hint", "bob")
        .containsEntry("claims", "{\"userinfo\":{\"name\":null}}")
        .containsEntry("scope", "openid orders");
    assertThat(asked().get("authorization_details")).contains("stock").doesNotContain("payment");
    assertThat(body(Endpoint.PAR))
        .contains("resource=https%3A%2F%2Forders", "resource=https%3A%2F%2Fstock");
  }

  private String body(Endpoint endpoint) {
    List<RecordedCall> calls = provider.requests(endpoint);
    return calls.get(calls.size() - 1).call().body();
  }

  @Test
  @DisplayName("IDT-12: a setting is demanded too, not only asked for")
  void what_every_login_demands_is_checked() {
    try (Node node = node(LoginWishesTest::everything)) {
      provider.next().onIdToken(claims -> claims.put("acr", "bronze"));
      assertThat(outcome(node, plain()))
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.AUTHENTICATION_INSUFFICIENT));
      provider.next().onIdToken(claims -> claims.remove("auth_time"));
      assertThat(outcome(node, plain()))
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.AUTHENTICATION_INSUFFICIENT));
    }
  }

  @Test
  @DisplayName("AREQ-10: no login asks for more than is configured")
  void a_scope_that_is_not_configured_is_the_applications_mistake() {
    try (Node node = node(logins -> {})) {
      assertThatThrownBy(() -> node.start(plain().scopes("orders", "admin")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("admin");
    }
    assertThat(provider.requests(Endpoint.PAR)).isEmpty();
  }

  @Test
  @DisplayName("TXN-05, RFC 6749 §5.1: an answer without scope grants what was asked for")
  void a_token_has_the_scopes_that_its_login_asked_for() {
    provider.always().onToken(answer -> answer.without("scope"));
    try (Node node = node(logins -> {})) {
      assertThat(scopes(outcome(node, plain().scopes("orders"))))
          .containsExactlyInAnyOrder("openid", "orders");
      assertThat(scopes(outcome(node, plain())))
          .containsExactlyInAnyOrder("openid", "profile", "orders");
    }
  }

  private static Iterable<String> scopes(LoginOutcome outcome) {
    AccessToken token = ((LoginOutcome.LoggedIn) outcome).session().session().tokens().access();
    return token.scopes();
  }

  @Test
  @DisplayName("AREQ-11: the login's own token is for the configured APIs, now and later")
  void resources_are_named_at_the_token_endpoint_too() {
    try (Node node = node(logins -> logins.resources(List.of(ORDERS, STOCK)))) {
      LoginOutcome.LoggedIn in = (LoginOutcome.LoggedIn) outcome(node, plain());
      assertNamesBoth(body(Endpoint.TOKEN));
      time.advance(Duration.ofMinutes(6));
      provider.forgetRequests();
      node.oidc().tokens(new HeldSession(in.session())).find().orElseThrow();
      assertNamesBoth(body(Endpoint.TOKEN));
    }
  }

  private static void assertNamesBoth(String body) {
    assertThat(body).contains("resource=https%3A%2F%2Forders", "resource=https%3A%2F%2Fstock");
  }

  @Test
  @DisplayName("AREQ-16: details go where nobody sees them, or nowhere")
  void details_are_pushed_or_the_login_does_not_begin() {
    provider.always().onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    try (Node node = node(logins -> {})) {
      LoginRequest wanted = plain().authorizationDetails(AuthorizationDetails.parse(DETAILS));
      assertThat(node.oidc().login().start(wanted))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty()));
      assertThat(outcome(node, plain())).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("SU-01: what is deferred is deferred whole")
  void a_deferred_login_keeps_every_wish() {
    LoginRequest wanted =
        plain()
            .demanding(AuthenticationDemand.ofAcr("gold"))
            .prompt(Prompt.LOGIN, Prompt.CONSENT)
            .uiLocales("fr", "de")
            .claims(Claims.parse(CLAIMS))
            .authorizationDetails(AuthorizationDetails.parse(DETAILS))
            .resources(ORDERS, STOCK)
            .scopes("orders");
    try (Node node = node(logins -> {})) {
      var user = node.login();
      String sealed = node.oidc().stepUps().defer(user, wanted);
      assertThat(node.oidc().stepUps().deferred(user, sealed)).hasValue(wanted);
    }
  }

  @Test
  void wishes_that_make_no_sense_are_refused_at_once() {
    assertThatThrownBy(() -> plain().prompt(Prompt.NONE, Prompt.LOGIN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plain().uiLocales("de de"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plain().resources(URI.create("/orders")))
        .isInstanceOf(IllegalArgumentException.class);
    for (String json : List.of("", "{}", "[]", "[1]", "[{}]", "[{\"type\":1}]", DETAILS + "x")) {
      assertThatThrownBy(() -> AuthorizationDetails.parse(json))
          .as(json)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(AuthorizationDetails.parse(DETAILS).toString())
        .isEqualTo("AuthorizationDetails[payment]");
  }

  @Test
  @DisplayName("SRV-22: JSON that is none stops the start")
  void broken_json_in_settings_is_a_problem() {
    assertThatThrownBy(() -> node(logins -> logins.claims("{").authorizationDetails("{}")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("claims is not a single JSON object")
        .hasMessageContaining("authorization-details is of no use");
  }

  @Test
  @DisplayName("a login that began before an upgrade ends after it")
  void a_login_of_the_version_before_is_read() {
    byte[] before =
        new FieldWriter()
            .octet(2)
            .text("nonce")
            .text("verifier")
            .text("https://shop.example/auth/callback")
            .bytes(new byte[0])
            .text("/orders")
            .text("gold")
            .number(6)
            .text("session")
            .text("alice")
            .toBytes();
    LoginTransaction read = LoginTransaction.fromBytes(before).orElseThrow();
    assertThat(read.returnTo().text()).isEqualTo("/orders");
    assertThat(read.demand().maxAge()).hasValue(Duration.ofSeconds(5));
    assertThat(read.scopes()).isEmpty();
    assertThat(read.former().orElseThrow().subject()).isEqualTo("alice");
    assertThat(LoginTransaction.fromBytes(read.toBytes())).hasValue(read);
  }
}
