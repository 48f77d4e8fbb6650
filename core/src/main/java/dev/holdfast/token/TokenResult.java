package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What came of asking for a token. */
public sealed interface TokenResult {

  /** One function for each way it can end; all must answer. */
  <T> T fold(
      Function<Available, T> available,
      Function<LoginRequired, T> loginRequired,
      Function<TryLater, T> tryLater);

  /**
   * The token.
   *
   * @throws UserTokenException with the reason, if there is none
   */
  default UserAccessToken orElseThrow() {
    return fold(
        Available::token,
        over -> {
          throw UserTokenException.loginRequired(over);
        },
        later -> {
          throw UserTokenException.tryLater(later);
        });
  }

  /** A token that can be used now. */
  record Available(UserAccessToken token) implements TokenResult {
    @Override
    public <T> T fold(
        Function<Available, T> available,
        Function<LoginRequired, T> loginRequired,
        Function<TryLater, T> tryLater) {
      return available.apply(this);
    }
  }

  /** The user has to log in again: the session is over, was never there, or cannot be renewed. */
  record LoginRequired(ErrorCode code) implements TokenResult {
    @Override
    public <T> T fold(
        Function<Available, T> available,
        Function<LoginRequired, T> loginRequired,
        Function<TryLater, T> tryLater) {
      return loginRequired.apply(this);
    }
  }

  /**
   * There is no token at the moment; the session, if it is a user's, is intact.
   *
   * @param code why
   * @param retryAfter how long to wait, if that is known
   */
  record TryLater(ErrorCode code, Optional<Duration> retryAfter) implements TokenResult {
    @Override
    public <T> T fold(
        Function<Available, T> available,
        Function<LoginRequired, T> loginRequired,
        Function<TryLater, T> tryLater) {
      return tryLater.apply(this);
    }
  }
}
