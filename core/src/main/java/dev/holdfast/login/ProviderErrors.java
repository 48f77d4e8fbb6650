package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import java.util.Optional;

/** What the error of an authorization response means for the login (RFC 6749 §4.1.2.1). */
final class ProviderErrors {
  private static final Events EVENTS = new Events();

  private ProviderErrors() {}

  static LoginOutcome outcome(String error) {
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
