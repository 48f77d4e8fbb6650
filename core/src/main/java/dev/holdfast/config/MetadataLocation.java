package dev.holdfast.config;

import java.util.List;

/** Where a provider publishes what it says about itself. */
public enum MetadataLocation {
  /** Behind the issuer (OpenID Connect Discovery §4). */
  OPENID_CONFIGURATION,
  /** Between the issuer's host and its path (RFC 8414 §3.1). */
  OAUTH_AUTHORIZATION_SERVER;

  static MetadataLocation read(Settings settings) {
    List<String> words = List.of("openid-configuration", "oauth-authorization-server");
    return settings.choice("metadata-location", words.get(0), words).equals(words.get(0))
        ? OPENID_CONFIGURATION
        : OAUTH_AUTHORIZATION_SERVER;
  }
}
