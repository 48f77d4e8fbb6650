package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import java.time.Duration;
import java.util.Optional;

/**
 * How a flight ended for everybody who waited for it.
 *
 * @param result the token, or why there is none
 * @param now the session as it is after the flight; empty if it has ended
 */
record Outcome(TokenResult result, Optional<OpenSession> now) {

  static Outcome available(OpenSession now) {
    return new Outcome(new TokenResult.Available(Tokens.of(now.session())), Optional.of(now));
  }

  static Outcome over(ErrorCode code) {
    return new Outcome(new TokenResult.LoginRequired(code), Optional.empty());
  }

  static Outcome loginRequired(ErrorCode code, OpenSession kept) {
    return new Outcome(new TokenResult.LoginRequired(code), Optional.of(kept));
  }

  static Outcome later(ErrorCode code, Optional<Duration> retryAfter, OpenSession kept) {
    return new Outcome(new TokenResult.TryLater(code, retryAfter), Optional.of(kept));
  }
}
