package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.LoginState;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Forgery;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A user who is logged in proves more, or the session stays what it was. */
class StepUpTest {
  private static final AuthenticationDemand GOLD = AuthenticationDemand.ofAcr("gold", "silver");
  private static final AuthenticationDemand SOON =
      AuthenticationDemand.ofMaxAge(Duration.ofSeconds(60));

  private final FixedTime time = FixedTime.at(Instant.now());
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final FakeProvider provider = FakeProvider.start(time);
  private final Node node =
      Node.over(Node.config(provider).build(), sessions, new MapCoordinationStore(time), time);
  private final OpenSession alices = node.login();

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private LoginOutcome stepUp(AuthenticationDemand demand) {
    return node.finish(node.callback(node.stepUp(alices, demand)), Optional.of(alices));
  }

  private void assertRefused(LoginOutcome outcome, ErrorCode code) {
    assertThat(outcome).isEqualTo(new LoginOutcome.Refused(code));
    assertThat(sessions.size()).as("no other session").isEqualTo(1);
    assertThat(node.oidc().sessions().resume(alices.ticket())).isPresent();
    assertThat(renewed(alices)).as("a grant that lives on").isTrue();
  }

  private boolean renewed(OpenSession session) {
    time.advance(Duration.ofMinutes(6)); // beyond the access token's life
    return node.oidc().tokens(new HeldSession(session)).find() instanceof TokenResult.Available;
  }

  private Map<String, String> asked() {
    return provider.requests(Endpoint.PAR).get(provider.requests(Endpoint.PAR).size() - 1).form();
  }

  @Test
  @DisplayName("AREQ-12, SU-01: the wishes are pushed with the request")
  void what_was_demanded_is_asked_for() {
    node.stepUp(alices, GOLD.andMaxAge(Duration.ofSeconds(5)));
    assertThat(asked())
        .containsEntry("acr_values", "gold silver")
        .containsEntry("max_age", "5")
        .doesNotContainKeys("prompt", "login_hint");
  }

  @Test
  @DisplayName("AREQ-12: a plain login wishes nothing")
  void a_plain_login_asks_for_nothing_more() {
    assertThat(asked()).doesNotContainKeys("acr_values", "max_age", "prompt", "login_hint");
  }

  @Test
  @DisplayName(
      "AREQ-12: the wishes travel in the address where the provider takes no pushed request")
  void the_wishes_of_a_provider_without_par_are_in_the_address() {
    provider.always().onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    try (Node other =
        Node.over(Node.config(provider).build(), sessions, new MapCoordinationStore(time), time)) {
      LoginRequest wanted =
          LoginRequest.to(ReturnPath.ROOT)
              .acr("gold", "silver")
              .maxAge(Duration.ZERO)
              .promptLogin()
              .loginHint("bob");
      assertThat(other.start(wanted).location().getRawQuery().split("&", -1))
          .contains("acr_values=gold%20silver", "max_age=0", "prompt=login", "login_hint=bob");
    }
  }

  @Test
  @DisplayName(
      "SU-02, SES-03: the step-up of the same user is a new session with tokens of its own")
  void the_same_user_comes_back_with_a_new_session() {
    LoginOutcome outcome = stepUp(GOLD.andMaxAge(Duration.ofSeconds(5)));
    LoginOutcome.LoggedIn in = (LoginOutcome.LoggedIn) outcome;
    assertThat(in.met()).isEqualTo(GOLD.andMaxAge(Duration.ofSeconds(5)));
    assertThat(in.session().id()).isNotEqualTo(alices.id());
    assertThat(in.session().session().subject()).isEqualTo(alices.session().subject());
    assertThat(in.session().session().key().orElseThrow().thumbprint())
        .isNotEqualTo(alices.session().key().orElseThrow().thumbprint());
    assertThat(in.session().session().idTokenClaims().text("acr")).hasValue("gold");
  }

  @ParameterizedTest
  @EnumSource(LoginState.class)
  @DisplayName("TXN-05: a login remembers what it asked for, wherever it is kept")
  void a_login_under_way_remembers_its_demand(LoginState state) {
    OidcConfig config = Node.config(provider).loginState(state).build();
    try (Node other = Node.over(config, sessions, new MapCoordinationStore(time), time)) {
      provider.next().onIdToken(claims -> claims.put("acr", "bronze"));
      String callback = other.callback(other.stepUp(alices, GOLD));
      assertThat(other.finish(callback, Optional.of(alices)))
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.AUTHENTICATION_INSUFFICIENT));
    }
  }

  static Stream<Arguments> weak() {
    return Stream.of(
        weak("acr of another context", GOLD, claims -> claims.put("acr", "bronze")),
        weak("acr missing", GOLD, claims -> claims.remove("acr")),
        weak("acr that is no text", GOLD, claims -> claims.put("acr", new String[] {"gold"})),
        weak("acr of all asked for", GOLD, claims -> claims.put("acr", "gold silver")),
        weak("auth_time missing", SOON, claims -> claims.remove("auth_time")),
        weak("auth_time ten minutes ago", SOON, claims -> shift(claims, -600)),
        weak("auth_time a day ahead", SOON, claims -> shift(claims, 86_400)));
  }

  private static void shift(Map<String, Object> claims, long seconds) {
    claims.computeIfPresent("auth_time", (name, at) -> ((Number) at).longValue() + seconds);
  }

  private static Arguments weak(
      String what, AuthenticationDemand demand, Consumer<Map<String, Object>> edit) {
    return Arguments.of(what, demand, edit);
  }

  @ParameterizedTest(name = "IDT-12, SU-02: {0}")
  @MethodSource("weak")
  void a_weaker_login_than_demanded_is_none_and_the_session_stays(
      String what, AuthenticationDemand demand, Consumer<Map<String, Object>> edit) {
    provider.next().onIdToken(edit);
    assertRefused(stepUp(demand), ErrorCode.AUTHENTICATION_INSUFFICIENT);
  }

  @ParameterizedTest(name = "IDT-12: {0}")
  @MethodSource("weak")
  void a_first_login_is_held_to_its_demand_too(
      String what, AuthenticationDemand demand, Consumer<Map<String, Object>> edit) {
    provider.next().onIdToken(edit);
    LoginRequest wanted = LoginRequest.to(ReturnPath.ROOT).demanding(demand);
    assertThat(node.finish(node.callback(node.start(wanted))))
        .isEqualTo(new LoginOutcome.Refused(ErrorCode.AUTHENTICATION_INSUFFICIENT));
    assertThat(provider.requests(Endpoint.REVOKE)).as("TOK-04: both tokens").hasSize(2);
  }

  @Test
  @DisplayName("IDT-12: within max_age and leeway")
  void a_login_within_the_time_will_do() {
    provider.authenticatedAgo(Duration.ofSeconds(59));
    assertThat(stepUp(SOON)).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void a_provider_that_knows_the_user_for_too_long_asks_again() {
    provider.authenticatedAgo(Duration.ofHours(1));
    LoginOutcome.LoggedIn in = (LoginOutcome.LoggedIn) stepUp(SOON);
    assertThat(in.session().session().authenticatedAt().getEpochSecond())
        .isEqualTo(time.instant().getEpochSecond());
  }

  @Test
  @DisplayName("CB-16, SU-02: another user at the step-up is refused, and loses the tokens at once")
  void another_user_cannot_finish_a_step_up() {
    provider.user("bob");
    LoginOutcome outcome = stepUp(GOLD);
    assertThat(provider.requests(Endpoint.REVOKE))
        .extracting(call -> call.form().get("token_type_hint"))
        .containsExactly("refresh_token", "access_token");
    assertRefused(outcome, ErrorCode.USER_MISMATCH);
  }

  @Test
  @DisplayName("CB-16: a step-up of a browser whose user has changed meanwhile sends no code")
  void a_step_up_does_not_replace_the_session_of_somebody_else() {
    String callback = node.callback(node.stepUp(alices, GOLD));
    provider.user("bob");
    OpenSession bobs = node.login();
    provider.forgetRequests();
    assertThat(node.finish(callback, Optional.of(bobs)))
        .isEqualTo(new LoginOutcome.Refused(ErrorCode.USER_MISMATCH));
    assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
    assertThat(node.oidc().sessions().resume(bobs.ticket())).isPresent();
  }

  @Test
  @DisplayName("TXN-07: two tabs step up at once; the second finds the first one's session")
  void two_tabs_step_up_at_once() {
    String first = node.callback(node.stepUp(alices, GOLD));
    String second = node.callback(node.stepUp(alices, GOLD));
    LoginOutcome.LoggedIn in = (LoginOutcome.LoggedIn) node.finish(second, Optional.of(alices));
    assertThat(node.finish(first, Optional.of(in.session())))
        .isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void a_user_who_logged_out_meanwhile_is_logged_in_by_what_they_finish() {
    String callback = node.callback(node.stepUp(alices, GOLD));
    node.oidc().logout().end(alices);
    assertThat(node.finish(callback)).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("a failure on the way leaves the session and its refresh token alone")
  void a_step_up_that_fails_otherwise_revokes_only_what_the_session_does_not_need() {
    provider.next().signWith(Forgery.BROKEN_SIGNATURE);
    LoginOutcome outcome = stepUp(GOLD);
    assertThat(provider.requests(Endpoint.REVOKE))
        .extracting(call -> call.form().get("token_type_hint"))
        .containsExactly("access_token");
    assertRefused(outcome, ErrorCode.ID_TOKEN_INVALID);
  }

  @Test
  @DisplayName("CB-08: the provider's own word for it is told apart from a no")
  void a_provider_that_cannot_meet_the_demand_says_so() {
    provider.next().denyLogin("unmet_authentication_requirements");
    assertThat(stepUp(GOLD))
        .isEqualTo(new LoginOutcome.Denied(ErrorCode.AUTHENTICATION_INSUFFICIENT));
  }

  @Test
  void a_session_that_meets_a_demand_needs_no_step_up() {
    StepUps stepUps = node.oidc().stepUps();
    assertThat(stepUps.isMet(AuthenticationDemand.NONE, alices.session())).isTrue();
    assertThat(stepUps.isMet(GOLD, alices.session())).isFalse();
    assertThat(stepUps.isMet(SOON, alices.session())).isTrue();
    time.advance(Duration.ofSeconds(91));
    assertThat(stepUps.isMet(SOON, alices.session())).isFalse();
    OpenSession golden = ((LoginOutcome.LoggedIn) stepUp(GOLD)).session();
    assertThat(stepUps.isMet(GOLD.andMaxAge(Duration.ZERO), golden.session())).isTrue();
  }

  @Test
  @DisplayName("IDT-12: without auth_time a session's beginning proves nothing")
  void a_session_of_a_provider_that_tells_no_time_meets_no_age() {
    provider.next().onIdToken(claims -> claims.remove("auth_time"));
    OpenSession silent = node.login();
    assertThat(node.oidc().stepUps().isMet(SOON, silent.session())).isFalse();
  }

  @Test
  @DisplayName("SU-01: a deferred step-up is for its own session, for five minutes, and unaltered")
  void a_deferred_step_up_opens_in_its_own_session_only() {
    StepUps stepUps = node.oidc().stepUps();
    LoginRequest wanted =
        LoginRequest.to(ReturnPath.parse("/orders?id=1").orElseThrow())
            .demanding(GOLD.andMaxAge(Duration.ofSeconds(5)))
            .loginHint("alice")
            .promptLogin();
    String sealed = stepUps.defer(alices, wanted);
    assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("gold");
    assertThat(stepUps.deferred(alices, sealed)).hasValue(wanted);
    assertThat(stepUps.deferred(node.login(), sealed)).isEmpty();
    assertThat(stepUps.deferred(alices, "")).isEmpty();
    assertThat(stepUps.deferred(alices, sealed.substring(1))).isEmpty();
    String callback = node.callback(node.start());
    String state = callback.replaceAll(".*state=([^&]*).*", "$1");
    assertThat(stepUps.deferred(alices, state)).as("CRY-04: a login is no step-up").isEmpty();
    time.advance(Duration.ofMinutes(5));
    assertThat(stepUps.deferred(alices, sealed)).isEmpty();
  }
}
