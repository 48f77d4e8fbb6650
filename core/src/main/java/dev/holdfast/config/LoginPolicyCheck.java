package dev.holdfast.config;

/** Finds what is wrong with what every login asks for. */
final class LoginPolicyCheck {
  private final OidcConfigBuilder config;
  private final ConfigCheck check;

  LoginPolicyCheck(OidcConfigBuilder config, ConfigCheck check) {
    this.config = config;
    this.check = check;
  }

  void all() {
    if (config.logins.signedRequests
        && config.clientAuthentication != null
        && !(config.clientAuthentication instanceof ClientAuthentication.PrivateKeyJwt)) {
      check.refuse("request-object", "is signed, but there is no client-key to sign with; set it");
    }
  }
}
