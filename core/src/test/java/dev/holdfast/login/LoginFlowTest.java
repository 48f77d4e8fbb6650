package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.LoginState;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.RecordedCall;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoginFlowTest {
  private final InstantSource time = InstantSource.system();
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final MapCoordinationStore facts = new MapCoordinationStore(time);
  private FakeProvider provider;
  private Node node;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
    node = node(Node.config(provider).build());
  }

  private Node node(OidcConfig config) {
    return Node.over(config, sessions, facts, time);
  }

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  @Test
  @DisplayName("AREQ-05, AREQ-06: pushed, and two parameters in front")
  void the_browser_sees_two_parameters() {
    String query = node.start().location().getRawQuery();
    assertThat(query.split("&", -1)).hasSize(2);
    assertThat(query).contains("client_id=shop").contains("request_uri=");
  }

  @Test
  @DisplayName("DPN-03, AREQ-15: after a nonce challenge exactly one repeat, with a new proof")
  void a_nonce_challenge_is_answered_once() {
    provider.nonces(NonceMode.ROTATING);
    node.login();
    List<RecordedCall> pushed = provider.requests(Endpoint.PAR);
    assertThat(pushed).hasSize(2);
    assertThat(pushed.get(0).proof().orElseThrow().jti())
        .isNotEqualTo(pushed.get(1).proof().orElseThrow().jti());
    // the nonce learned at PAR serves the token endpoint of the same server
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
  }

  @Test
  @DisplayName("DPN-03: a server that is never content is asked twice, no more")
  void an_endless_demand_for_nonces_ends_the_login() {
    provider.nonces(NonceMode.ENDLESS_DEMAND);
    LoginStart start = node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT));
    assertThat(start).isInstanceOf(LoginStart.NotNow.class);
    assertThat(((LoginStart.NotNow) start).code()).isEqualTo(ErrorCode.PROOF_REFUSED);
    assertThat(provider.requests(Endpoint.PAR)).hasSize(2);
  }

  @Test
  @DisplayName("TXN-06: a callback in another browser")
  void another_browser_cannot_finish_a_login() {
    String callback = node.callback(node.start());
    node.forgetCookies();
    assertThat(node.finish(callback)).isEqualTo(new LoginOutcome.Refused(ErrorCode.LOGIN_UNKNOWN));
    assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
  }

  @Test
  @DisplayName("CB-10, TXN-08: fifty callbacks at once, one code redemption")
  void a_code_is_redeemed_once_however_often_it_comes() throws Exception {
    String callback = node.callback(node.start());
    ExecutorService pool = Executors.newFixedThreadPool(50);
    try {
      Callable<LoginOutcome> bring = () -> node.finish(callback);
      List<Future<LoginOutcome>> all =
          pool.invokeAll(IntStream.range(0, 50).mapToObj(i -> bring).toList());
      Map<Class<?>, Long> kinds =
          all.stream()
              .map(LoginFlowTest::result)
              .collect(Collectors.groupingBy(Object::getClass, Collectors.counting()));
      assertThat(kinds)
          .containsEntry(LoginOutcome.LoggedIn.class, 1L)
          .containsEntry(LoginOutcome.Repeated.class, 49L);
    } finally {
      pool.shutdownNow();
    }
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
  }

  private static LoginOutcome result(Future<LoginOutcome> future) {
    try {
      return future.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("TXN-07: two tabs, answers in reverse order")
  void two_tabs_log_in_at_once() {
    LoginStart.Redirect one = node.start();
    LoginStart.Redirect two = node.start();
    String first = node.callback(one);
    String second = node.callback(two);
    assertThat(node.finish(second)).isInstanceOf(LoginOutcome.LoggedIn.class);
    assertThat(node.finish(first)).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("CB-04, A08: an answer of another issuer, and a missing iss")
  void an_answer_of_another_issuer_is_refused_before_any_token_request() {
    String callback = node.callback(node.start());
    String foreign = callback.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example");
    assertThat(node.finish(foreign)).isEqualTo(new LoginOutcome.Refused(ErrorCode.ISSUER_MISMATCH));
    assertThat(node.finish(callback.replaceAll("&?iss=[^&]*", "")))
        .isEqualTo(new LoginOutcome.Refused(ErrorCode.ISSUER_MISMATCH));
    assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
    assertThat(node.finish(callback)).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("DPB-01, A26: a Bearer answer is no login, and its tokens are revoked")
  void a_bearer_answer_is_refused() {
    provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.TOKEN_NOT_BOUND));
    assertThat(provider.requests(Endpoint.REVOKE)).isNotEmpty();
    assertThat(sessions.size()).isZero();
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void lower_case_dpop_is_dpop() {
    provider.next().onToken(answer -> answer.with("token_type", "dpop"));
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void a_filed_login_has_a_short_state_and_is_consumed_once() {
    OidcConfig config = Node.config(provider).loginState(LoginState.STORED).build();
    try (Node other = node(config)) {
      String callback = other.callback(other.start());
      assertThat(callback).matches(".*state=[A-Za-z0-9_-]{43}(&.*)?");
      assertThat(other.finish(callback)).isInstanceOf(LoginOutcome.LoggedIn.class);
      assertThat(other.finish(callback))
          .as("CB-11: brought again by the same browser")
          .isEqualTo(new LoginOutcome.Repeated(ReturnPath.parse("/orders").orElseThrow()));
      other.forgetCookies();
      assertThat(other.finish(callback))
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.LOGIN_UNKNOWN));
    }
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
  }

  @Test
  @DisplayName("CRY-06, A01: a state changed in any one place opens nothing")
  void an_altered_state_is_unknown() {
    String callback = node.callback(node.start());
    String state = callback.replaceAll(".*state=([^&]*).*", "$1");
    String cookie = node.cookies().values().iterator().next();
    for (int i = 0; i < state.length(); i++) {
      char other = state.charAt(i) == 'A' ? 'B' : 'A';
      String altered = state.substring(0, i) + other + state.substring(i + 1);
      // an attacker who can also name the cookie to match
      node.cookies().put(LoginCookie.nameFor(dev.holdfast.secret.SecretText.of(altered)), cookie);
      assertThat(node.finish(callback.replace(state, altered)))
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.LOGIN_UNKNOWN));
    }
    assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
  }

  @Test
  @DisplayName("NET-07, A22: a token request that got no answer is not repeated")
  void a_lost_token_answer_is_not_asked_for_again() {
    provider.next().at(Endpoint.TOKEN).dropConnection();
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.NotNow.class);
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void a_denied_login_is_told_apart() {
    provider.next().denyLogin("access_denied");
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Denied(ErrorCode.LOGIN_DENIED));
  }

  @Test
  @DisplayName("SRV-23, A66: a provider that is down stops no start")
  void a_provider_that_comes_up_later_is_found() {
    provider.next().at(Endpoint.DISCOVERY).status(503);
    assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
        .isInstanceOf(LoginStart.NotNow.class);
    try (Node later = node(Node.config(provider).build())) {
      assertThat(later.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }
}
