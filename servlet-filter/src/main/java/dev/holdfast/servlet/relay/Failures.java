package dev.holdfast.servlet.relay;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.outbound.OriginNotAllowedException;
import dev.holdfast.token.UserTokenException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** What a browser is told of a call that came to nothing. */
final class Failures {
  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private Failures() {}

  /** What went wrong, without the stages it went through. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  static Refusal refusal(Throwable why) {
    String reason = Events.reason(why);
    if (why instanceof UserTokenException token) {
      return withoutToken(token, reason);
    }
    if (why instanceof BodyTooLargeException) {
      return Refusal.of(413, ErrorCode.REQUEST_TOO_LARGE, reason);
    }
    if (why instanceof OriginNotAllowedException origin) {
      return Refusal.of(502, origin.code(), reason);
    }
    if (why instanceof HttpConnectTimeoutException) {
      return Refusal.of(504, ErrorCode.API_UNAVAILABLE, reason);
    }
    if (why instanceof HttpTimeoutException) {
      return Refusal.of(504, ErrorCode.CALL_TIMED_OUT, reason);
    }
    if (why instanceof TimeoutException) {
      return Refusal.of(408, ErrorCode.CALL_TIMED_OUT, "the request took too long to arrive");
    }
    return why.getCause() instanceof RejectedExecutionException
        ? Refusal.of(503, ErrorCode.API_UNAVAILABLE, reason).after(A_MOMENT)
        : Refusal.of(502, ErrorCode.API_UNAVAILABLE, reason);
  }

  private static Refusal withoutToken(UserTokenException why, String reason) {
    return why.isLoginRequired()
        ? Refusal.of(401, why.code(), reason)
        : Refusal.of(503, why.code(), reason).after(why.retryAfter().orElse(A_MOMENT));
  }
}
