package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What an application gets when the store or the provider fails. */
class ClientTokensTroubleTest extends ClientRig {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.holdfast.token");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.list = new CopyOnWriteArrayList<>(); // read while others write
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static ErrorCode later(TokenResult result) {
    if (result instanceof TokenResult.TryLater later) {
      return later.code();
    }
    throw new AssertionError("not put off: " + result);
  }

  @Test
  void a_store_that_fails_keeps_nobody_from_a_token_and_is_told_of_once() {
    try (Node node = onServer()) {
      facts.broken(true);
      UserAccessToken token = token(find(node, BILLING));
      for (int i = 0; i < 10; i++) {
        assertThat(token(find(node, BILLING))).isEqualTo(token);
      }
      assertThat(grants()).hasSize(1);
      assertThat(lines())
          .singleElement()
          .asString()
          .startsWith("client billing: its token is not shared with other nodes")
          .endsWith("broken on command");
    }
  }

  @Test
  void a_store_that_fails_between_question_and_answer_keeps_nobody_from_the_token()
      throws Exception {
    try (Node node = onServer()) {
      Future<TokenResult> asked;
      try (Gate gate = provider.hold(Endpoint.TOKEN)) {
        asked = finding(node, BILLING);
        gate.awaitArrivals(1);
        facts.broken(true);
        gate.open();
      }
      UserAccessToken token = token(result(asked));
      assertThat(lines()).singleElement().asString().startsWith("client billing: its token is not");
      facts.broken(false);
      assertThat(token(find(node, BILLING))).isEqualTo(token);
      assertThat(grants()).hasSize(1);
    }
  }

  @Test
  void while_the_store_fails_a_refused_token_is_replaced_all_the_same() {
    try (Node node = onServer()) {
      TokenSource tokens = node.oidc().clientTokens().of(BILLING, TokenRequest.standard());
      Patience patience = () -> TokenRefresher.PATIENCE;
      UserAccessToken refused = token(tokens.find(patience));
      facts.broken(true);
      UserAccessToken other = token(tokens.insteadOf(refused.value(), patience));
      assertThat(other.value()).isNotEqualTo(refused.value());
      facts.broken(false);
      assertThat(token(tokens.find(patience)))
          .as("the store's older one is not taken up again")
          .isEqualTo(other);
    }
  }

  @Test
  @DisplayName("REF-09: the old token serves while it lasts, then there is none")
  void a_provider_that_is_down_costs_nothing_while_the_token_lasts() {
    try (Node node = onServer()) {
      UserAccessToken old = token(find(node, BILLING));
      provider.always().at(Endpoint.TOKEN).status(503);
      time.advance(LIFE.minusSeconds(1));
      for (int i = 0; i < 10; i++) {
        assertThat(token(find(node, BILLING))).isEqualTo(old);
      }
      assertThat(grants()).hasSize(2);
      time.advance(Duration.ofSeconds(1));
      assertThat(later(find(node, BILLING))).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
      provider.behave();
      time.advance(Duration.ofSeconds(30));
      assertThat(token(find(node, BILLING)).value()).isNotEqualTo(old.value());
    }
  }

  @Test
  void a_provider_that_says_how_long_is_left_alone_so_long_by_all_clients() {
    try (Node node = onServer()) {
      provider
          .next()
          .at(Endpoint.TOKEN)
          .instead(answer -> answer.status(429).header("Retry-After", "20"));
      assertThat(find(node, BILLING))
          .isEqualTo(
              new TokenResult.TryLater(
                  ErrorCode.PROVIDER_UNAVAILABLE, Optional.of(Duration.ofSeconds(20))));
      assertThat(later(find(node, REPORTS))).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
      assertThat(grants()).hasSize(1);
      time.advance(Duration.ofSeconds(20));
      token(find(node, BILLING));
      token(find(node, REPORTS));
    }
  }

  @Test
  void a_refused_client_is_not_asked_for_again_at_once_and_costs_no_other() {
    config = clients().client("stranger", own -> own.scopes(Set.of("everything"))).build();
    try (Node node = onServer()) {
      provider.next().at(Endpoint.TOKEN).error(401, "invalid_client");
      for (int i = 0; i < 5; i++) {
        assertThat(later(find(node, "stranger"))).isEqualTo(ErrorCode.CLIENT_REFUSED);
      }
      assertThat(grants()).hasSize(1);
      token(find(node, BILLING));
      time.advance(Duration.ofSeconds(10));
      token(find(node, "stranger"));
      assertThat(grants()).hasSize(3);
    }
  }

  @Test
  @DisplayName("RFC 9449 §5: an unbound token is refused, and revoked in its client's own name")
  void a_bearer_answer_is_refused_and_revoked() {
    try (Node node = onServer()) {
      provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
      assertThat(later(find(node, BILLING))).isEqualTo(ErrorCode.TOKEN_NOT_BOUND);
      assertThat(provider.requests(Endpoint.REVOKE))
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.status()).isEqualTo(200);
                assertThat(call.form()).containsEntry("client_id", "billing-service");
              });
    }
  }

  @Test
  void what_the_provider_does_not_offer_is_not_asked_for_and_logins_go_on() {
    provider
        .always()
        .onDiscovery(
            metadata ->
                metadata.with(
                    "token_endpoint_auth_methods_supported", List.of("client_secret_basic")));
    try (Node node = onServer()) {
      assertThat(later(find(node, BILLING))).isEqualTo(ErrorCode.PROVIDER_UNSUITABLE);
      assertThat(grants()).isEmpty();
      token(find(node, REPORTS));
      assertThat(node.login().session().subject()).isEqualTo("alice");
    }
  }

  @Test
  @Timeout(30)
  @DisplayName(
      "a provider that gives one token until its end: each wish for another costs a request")
  void a_provider_that_has_no_other_token_is_asked_once_and_its_token_is_the_answer() {
    provider.always().onToken(answer -> answer.with("access_token", "the-only-one"));
    try (Node node = onServer()) {
      UserAccessToken only = token(find(node, BILLING));
      time.advance(TokenRefresher.NEW);
      TokenRequest forced = TokenRequest.standard().forceRenewal();
      isSame(token(find(node, BILLING, forced)), only);
      assertThat(grants()).hasSize(2);
      TokenSource tokens = node.oidc().clientTokens().of(BILLING, TokenRequest.standard());
      assertThat(tokens.isNew(only.value())).as("it was given again just now").isTrue();
      UserAccessToken again = token(tokens.insteadOf(only.value(), () -> TokenRefresher.PATIENCE));
      isSame(again, only);
      assertThat(tokens.keyOf(again)).as("it can be presented").isPresent();
      assertThat(grants()).hasSize(3);
    }
  }

  /** It was bound to a key once, and that key goes on with it. */
  private static void isSame(UserAccessToken given, UserAccessToken before) {
    assertThat(given.value()).isEqualTo(before.value());
    assertThat(given.boundTo()).isPresent().isEqualTo(before.boundTo());
  }

  @Test
  @Timeout(30)
  void who_wants_another_token_does_not_get_that_of_a_flight_for_any() throws Exception {
    try (Node node = onServer();
        Gate gate = provider.hold(Endpoint.TOKEN)) {
      provider.next().onToken(answer -> answer.with("access_token", "the-first"));
      Future<TokenResult> any = finding(node, BILLING);
      gate.awaitArrivals(1);
      TokenSource tokens = node.oidc().clientTokens().of(BILLING, TokenRequest.standard());
      Future<TokenResult> other =
          threads.submit(
              () -> tokens.insteadOf(SecretText.of("the-first"), () -> TokenRefresher.PATIENCE));
      gate.open();
      assertThat(token(result(any)).value().reveal()).isEqualTo("the-first");
      assertThat(token(result(other)).value().reveal()).isNotEqualTo("the-first");
    }
  }

  @Test
  void without_a_key_in_time_there_is_no_token_for_now() {
    AtomicBoolean ready = new AtomicBoolean();
    DpopKey key = DpopKey.generate(DpopAlgorithm.ES256);
    DpopKeySource source =
        request -> {
          if (!ready.get()) {
            throw new IllegalStateException("no DPoP key was ready within PT10S");
          }
          return key;
        };
    try (Node node =
        Node.over(
            config, sessions, facts, parts -> parts.time(time).clientKeySource(BILLING, source))) {
      assertThat(later(find(node, BILLING))).isEqualTo(ErrorCode.KEY_UNAVAILABLE);
      assertThat(grants()).isEmpty();
      assertThat(lines())
          .containsExactly(
              "client billing: no token was asked for, since no key was ready: no DPoP key was"
                  + " ready within PT10S");
      ready.set(true);
      token(find(node, BILLING));
    }
  }

  @Test
  void a_closed_application_is_put_off() {
    Node node = onServer();
    node.close();
    assertThat(later(find(node, BILLING))).isEqualTo(ErrorCode.RENEWAL_PENDING);
    assertThat(lines())
        .containsExactly("client billing: no token was asked for: too many refreshes at once");
  }
}
