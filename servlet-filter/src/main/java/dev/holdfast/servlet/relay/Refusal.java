package dev.holdfast.servlet.relay;

import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Map;

/**
 * What a browser gets in place of an API's answer.
 *
 * @param reason for operators; the browser never sees it
 * @param headers of the answer
 * @param members of the JSON, beside the usual ones; values that need no escaping
 */
record Refusal(
    int status,
    ErrorCode code,
    String reason,
    Map<String, String> headers,
    Map<String, String> members) {

  /** Copies the maps. */
  Refusal {
    headers = Map.copyOf(headers);
    members = Map.copyOf(members);
  }

  static Refusal of(int status, ErrorCode code, String reason) {
    return new Refusal(status, code, reason, Map.of(), Map.of());
  }

  /** The API's answer is none for a browser. */
  static Refusal ofAnswer(String reason) {
    return of(502, ErrorCode.API_ANSWER_REFUSED, reason);
  }

  Refusal with(String header, String value) {
    return new Refusal(status, code, reason, Map.of(header, value), members);
  }

  /** Says when to come back, in whole seconds. */
  Refusal after(Duration wait) {
    return with("Retry-After", Long.toString(Math.max(0, wait.toSeconds())));
  }

  Refusal withMember(String name, String value) {
    return new Refusal(status, code, reason, headers, Map.of(name, value));
  }

  /** What it means, for whoever reads the JSON. */
  String message() {
    return switch (code) {
      case CROSS_SITE_REFUSED -> "Only scripts of this application may ask for this.";
      case SESSION_REQUIRED, TOKEN_EXPIRED, GRANT_REFUSED -> "Sign in and ask again.";
      case PATH_AMBIGUOUS -> "The path can be read as more than one place.";
      case ROUTE_UNKNOWN -> "Nothing is behind this path.";
      case METHOD_NOT_ALLOWED -> "This path does not take this method.";
      case REQUEST_INVALID -> "The request cannot be passed on.";
      case REQUEST_TOO_LARGE -> "The request is too large.";
      case RESEND -> "The request was refused for a reason that is gone now. Send it again.";
      case CALL_TIMED_OUT -> "The call took too long.";
      case API_UNAVAILABLE -> "The API does not answer at the moment.";
      case API_ANSWER_REFUSED -> "The API's answer cannot be passed on.";
      case TOKEN_REFUSED -> "The API does not accept this session.";
      case STEP_UP_REQUIRED -> "The API asks for a stronger or more recent sign-in.";
      case STEP_UP_FAILED -> "The API asks again for what has just been proven.";
      case INSUFFICIENT_SCOPE -> "The API asks for more than this session may do.";
      case ORIGIN_NOT_ALLOWED -> "This application may not call the API.";
      default -> "Try again in a moment.";
    };
  }
}
