package dev.holdfast.demo.web;

import dev.holdfast.token.UserTokenException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** What can go wrong on a page, in words that help. */
final class Problems {
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private Problems() {}

  /** There is no token: a login helps, or waiting does. */
  static Answer noToken(HttpServletRequest request, UserTokenException refusal) {
    return refusal.isLoginRequired()
        ? Answer.problem(
            401,
            refusal.code().code(),
            "Your session is over. Sign in again to go on.",
            Layout.loginButton(request, "/orders"))
        : Answer.problem(
                503,
                refusal.code().code(),
                "The provider does not answer at the moment. You are still signed in.",
                Layout.button(request, "/orders", "Try again"))
            .afterWaiting(refusal.retryAfter().orElse(A_MOMENT));
  }

  static Answer apiUnreachable(HttpServletRequest request) {
    return Answer.problem(
        502,
        "api_unreachable",
        "The API cannot be reached. You are still signed in.",
        Layout.button(request, "/orders", "Try again"));
  }

  static Answer apiUnknown(HttpServletRequest request) {
    return Answer.problem(
        500,
        "api_unknown",
        "Nobody told this application which API to call: demo.api is not set.",
        Layout.button(request, "/", "Home"));
  }

  /** The store was there when the request came, and then was not. */
  static Answer storeSilent(HttpServletRequest request) {
    return Answer.problem(
            503,
            "store_unavailable",
            "What keeps the sessions does not answer at the moment. You are still signed in.",
            Layout.button(request, "/sessions", "Try again"))
        .afterWaiting(A_MOMENT);
  }

  static Answer senseless(HttpServletRequest request) {
    return Answer.problem(
        400,
        "bad_request",
        "That request makes no sense here.",
        Layout.button(request, "/", "Home"));
  }

  static Answer stopping(HttpServletRequest request) {
    return Answer.problem(
        503, "stopping", "The server is stopping.", Layout.button(request, "/orders", "Try again"));
  }
}
