package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * There is no token, for the user or for a client of the application's own. {@link #code()} tells
 * why, {@link #isLoginRequired()} what helps.
 */
public final class UserTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final boolean loginRequired;
  private final @Nullable Duration retryAfter;

  private UserTokenException(
      ErrorCode code, boolean loginRequired, String message, @Nullable Duration retryAfter) {
    super(message);
    this.code = code;
    this.loginRequired = loginRequired;
    this.retryAfter = retryAfter;
  }

  /** For a caller that finds out by itself that the session is over. */
  public static UserTokenException loginRequired(TokenResult.LoginRequired result) {
    return new UserTokenException(
        result.code(), true, "the user has to log in again: " + result.code(), null);
  }

  static UserTokenException tryLater(TokenResult.TryLater result) {
    return new UserTokenException(
        result.code(),
        false,
        "there is no token at the moment: " + result.code(),
        result.retryAfter().orElse(null));
  }

  public ErrorCode code() {
    return code;
  }

  /** Whether a new login helps; if not, waiting does. Never so for a client's own token. */
  public boolean isLoginRequired() {
    return loginRequired;
  }

  /** How long to wait, if that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
