package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import java.util.Optional;
import java.util.Set;

/** What the error of an authorization response means for the login (RFC 6749 §4.1.2.1). */
final class ProviderErrors {
  /** Where a user would have to be asked something. */
  private static final Set<String> ASKING =
      Set.of(
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required");

  private ProviderErrors() {}

  static LoginOutcome outcome(String error, LoginTransaction login, Events events) {
    if (login.silent() && ASKING.contains(error)) {
      events.notSilently(error);
      return new LoginOutcome.NotSilently(login.returnTo());
    }
    ErrorCode code = meaning(error);
    events.answeredWith(error, code);
    return switch (code) {
      case LOGIN_DENIED, AUTHENTICATION_INSUFFICIENT -> new LoginOutcome.Denied(code);
      case PROVIDER_UNAVAILABLE -> new LoginOutcome.NotNow(code, Optional.empty());
      default -> new LoginOutcome.Refused(code);
    };
  }

  private static ErrorCode meaning(String error) {
    return switch (error) {
      case "access_denied",
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required" ->
          ErrorCode.LOGIN_DENIED;
      case "unmet_authentication_requirements" -> ErrorCode.AUTHENTICATION_INSUFFICIENT;
      case "temporarily_unavailable", "server_error" -> ErrorCode.PROVIDER_UNAVAILABLE;
      default -> ErrorCode.REQUEST_REFUSED;
    };
  }
}
