package dev.holdfast.outbound;

import dev.holdfast.dpop.Attempts;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.ProofRequest;
import dev.holdfast.dpop.Refusal.Clock;
import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import dev.holdfast.token.TokenRefresher;
import dev.holdfast.token.TokenResult;
import dev.holdfast.token.TokenSource;
import dev.holdfast.token.UserAccessToken;
import dev.holdfast.token.UserTokenException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One call of an application: at first, and again where that helps. Immutable. Both methods block
 * if the provider has to be asked for a token.
 */
final class OutboundCall {
  private final OutboundSetup setup;
  private final TokenSource tokens;
  private final OutboundRequest request;
  private final Deadline deadline;
  private final Events events;

  /**
   * Begins the call; nothing is sent yet.
   *
   * @throws IllegalArgumentException as {@link OutboundRequest#of}
   */
  OutboundCall(OutboundSetup setup, TokenSource tokens, HttpRequest own) {
    this.setup = setup;
    this.tokens = tokens;
    this.request = OutboundRequest.of(own, setup.origins());
    this.deadline = Deadline.of(own, setup.nanoTime());
    this.events = new Events(setup.listeners(), setup.pace());
  }

  /**
   * The first attempt, ready to be sent at once.
   *
   * @throws UserTokenException if the user has no token
   * @throws HttpTimeoutException if the caller's time limit passes before there is one
   */
  Attempt first() throws HttpTimeoutException {
    return signed(inTime(tokens.find(this::patience)), Attempts.none());
  }

  /**
   * The attempt after a refused one, with a new proof and, if need be, another token.
   *
   * @throws UserTokenException if there is no other token
   * @throws HttpTimeoutException if the caller's time limit passes before there is one
   */
  Attempt after(Attempt refused, NextStep step) throws HttpTimeoutException {
    UserAccessToken token =
        step == NextStep.RENEW_TOKEN
            ? inTime(tokens.insteadOf(refused.token().value(), this::patience))
            : refused.token();
    return signed(token, refused.used().after(step));
  }

  private Duration patience() {
    return deadline.remaining().orElse(TokenRefresher.PATIENCE);
  }

  /** The token; if there is none because nobody waited any longer, that is a timeout. */
  private UserAccessToken inTime(TokenResult found) throws HttpTimeoutException {
    if (found instanceof TokenResult.TryLater) {
      deadline.check();
    }
    return found.orElseThrow();
  }

  /** Keeps the nonces of an answer. */
  void learn(List<String> nonces, long order) {
    setup.nonces().learn(setup.registration(), request.origin(), nonces, order);
  }

  /**
   * Whether the API tells another time than its proofs so far; later ones are dated by its clock.
   */
  Clock compareClocks(List<String> dates) {
    Optional<Duration> ahead = setup.signer().learnClock(request.origin(), dates);
    ahead.ifPresent(found -> events.clockDiffers(request.origin(), found));
    return Clock.by(ahead);
  }

  /** Whether it makes no sense to ask the provider for another token than this. */
  boolean isNew(UserAccessToken token) {
    return tokens.isNew(token.value());
  }

  OutboundRequest request() {
    return request;
  }

  Events events() {
    return events;
  }

  private Attempt signed(UserAccessToken token, Attempts used) throws HttpTimeoutException {
    deadline.check();
    long order = setup.nonces().ticket();
    HttpRequest wire = request.signed(token, proof(token), deadline);
    return new Attempt(this, token, used, order, wire);
  }

  /** None for a Bearer token; a bound one never goes without. */
  private Optional<SecretText> proof(UserAccessToken token) {
    return token.boundTo().isEmpty()
        ? Optional.empty()
        : Optional.of(
            setup
                .signer()
                .proof(
                    keyOf(token),
                    new ProofRequest(
                        setup.registration(),
                        request.unsigned().method(),
                        request.target(),
                        Optional.of(token.value()))));
  }

  private DpopKey keyOf(UserAccessToken token) {
    return tokens.keyOf(token).orElseThrow(OutboundCall::sessionEnded);
  }

  /** The session ended between the look at its token and the look at its key. */
  private static UserTokenException sessionEnded() {
    return UserTokenException.loginRequired(
        new TokenResult.LoginRequired(ErrorCode.SESSION_REQUIRED));
  }
}
