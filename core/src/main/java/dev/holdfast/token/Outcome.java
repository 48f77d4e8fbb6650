package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.session.OpenSession;
import java.time.Duration;
import java.util.Optional;

/** How a flight ended for everybody who waited for it. */
sealed interface Outcome {

  /** The session as it is after the flight; empty if it has ended. */
  Optional<OpenSession> session();

  /**
   * The session has what the flight was for.
   *
   * @param unkept the token itself, if there was no room for it in the session
   */
  record Renewed(OpenSession now, Optional<AccessToken> unkept) implements Outcome {
    @Override
    public Optional<OpenSession> session() {
      return Optional.of(now);
    }
  }

  /** Nothing new, and the session stays; {@code failure} is never a token. */
  record Kept(OpenSession now, TokenResult failure, ErrorCode code) implements Outcome {
    @Override
    public Optional<OpenSession> session() {
      return Optional.of(now);
    }
  }

  /** The session is over. */
  record Over(ErrorCode code) implements Outcome {
    @Override
    public Optional<OpenSession> session() {
      return Optional.empty();
    }
  }

  static Outcome renewed(OpenSession now) {
    return new Renewed(now, Optional.empty());
  }

  static Outcome loginRequired(ErrorCode code, OpenSession kept) {
    return new Kept(kept, new TokenResult.LoginRequired(code), code);
  }

  static Outcome later(ErrorCode code, OpenSession kept) {
    return later(code, Optional.empty(), kept);
  }

  static Outcome later(ErrorCode code, Optional<Duration> retryAfter, OpenSession kept) {
    return kept(kept, new TokenResult.TryLater(code, retryAfter));
  }

  static Outcome kept(OpenSession kept, TokenResult.TryLater later) {
    return new Kept(kept, later, later.code());
  }

  /** Why there is nothing new; empty if there is. */
  default Optional<ErrorCode> failed() {
    if (this instanceof Kept kept) {
      return Optional.of(kept.code());
    }
    return this instanceof Over over ? Optional.of(over.code()) : Optional.empty();
  }

  /** What it means for one who wished for this. */
  default TokenResult answer(Wish wish) {
    if (this instanceof Over over) {
      return new TokenResult.LoginRequired(over.code());
    }
    OpenSession now = session().orElseThrow();
    return token(now, wish)
        .<TokenResult>map(token -> new TokenResult.Available(Tokens.of(now.session(), token)))
        .orElseGet(this::failure);
  }

  private Optional<AccessToken> token(OpenSession now, Wish wish) {
    return this instanceof Renewed renewed
        ? renewed.unkept().or(() -> now.session().tokens().of(wish.target()))
        : wish.stillGood(now);
  }

  private TokenResult failure() {
    return this instanceof Kept kept
        ? kept.failure()
        : new TokenResult.TryLater(ErrorCode.RENEWAL_PENDING, Optional.empty());
  }
}
