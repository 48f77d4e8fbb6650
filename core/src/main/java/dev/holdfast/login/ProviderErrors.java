package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import java.util.Optional;
import java.util.Set;

/** What the error of an authorization response means for the login (RFC 6749 §4.1.2.1). */
final class ProviderErrors {
  private static final Events EVENTS = new Events();

  /** Where a user would have to be asked something. */
  private static final Set<String> ASKING =
      Set.of(
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required");

  private ProviderErrors() {}

  static LoginOutcome outcome(String error, LoginTransaction login) {
    if (login.silent() && ASKING.contains(error)) {
      EVENTS.notSilently(error);
      return new LoginOutcome.NotSilently(login.returnTo());
    }
    EVENTS.answeredWith(error);
    return switch (error) {
      case "access_denied",
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required" ->
          new LoginOutcome.Denied(ErrorCode.LOGIN_DENIED);
      case "unmet_authentication_requirements" ->
          new LoginOutcome.Denied(ErrorCode.AUTHENTICATION_INSUFFICIENT);
      case "temporarily_unavailable", "server_error" ->
          new LoginOutcome.NotNow(ErrorCode.PROVIDER_UNAVAILABLE, Optional.empty());
      default -> new LoginOutcome.Refused(ErrorCode.REQUEST_REFUSED);
    };
  }
}
