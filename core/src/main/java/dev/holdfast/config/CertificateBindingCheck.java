package dev.holdfast.config;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what contradicts tokens that are bound to a certificate (RFC 8705 §3). */
final class CertificateBindingCheck {
  private static final String SETTING = "certificate-bound-tokens";

  private final OidcConfigBuilder config;
  private final ConfigCheck check;

  CertificateBindingCheck(OidcConfigBuilder config, ConfigCheck check) {
    this.config = config;
    this.check = check;
  }

  void all() {
    if (!config.certificateBoundTokens) {
      return;
    }
    Optional<List<X509Certificate>> shown = shown(config.clientAuthentication);
    if (config.clientAuthentication != null && shown.isEmpty()) {
      check.refuse(SETTING, "is true, but there is no client-certificate to show; set it");
    }
    if (config.dpop != DpopPolicy.OFF) {
      check.refuse("dpop", "is not off, but " + SETTING + " binds tokens already; choose one");
    }
    for (NamedClientBuilder client : config.clients) {
      if (client.clientAuthentication != null
          && !shown(client.clientAuthentication).equals(shown)) {
        check.refuse(
            "client." + client.name + ".client-authentication",
            "is not by the login's certificate, which calls of APIs show");
      }
    }
  }

  private static Optional<List<X509Certificate>> shown(@Nullable ClientAuthentication proof) {
    return proof == null ? Optional.empty() : proof.shown().map(ClientCertificate::chain);
  }
}
