package dev.holdfast.config;

import java.util.List;

/** Reads what every login asks for. */
final class LoginPolicySettings {
  private final Settings settings;
  private final LoginPolicyBuilder builder;

  LoginPolicySettings(Settings settings, LoginPolicyBuilder builder) {
    this.settings = settings;
    this.builder = builder;
  }

  void read() {
    String mode = settings.choice("response-mode", "query", ResponseMode.texts());
    builder.responseMode(ResponseMode.of(mode));
    builder.signedRequests =
        settings.choice("request-object", "none", List.of("none", "signed")).equals("signed");
  }
}
