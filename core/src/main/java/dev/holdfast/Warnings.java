package dev.holdfast;

import dev.holdfast.config.AssertionAudience;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is allowed and yet unwise, said once at the start. */
final class Warnings {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast");

  private final OidcConfig config;

  Warnings(OidcConfig config) {
    this.config = config;
  }

  void give() {
    audience("", config.clientAuthentication());
    for (NamedClient client : config.clients()) {
      if (!client.clientAuthentication().equals(config.clientAuthentication())) {
        audience("client." + client.name() + ".", client.clientAuthentication());
      }
    }
  }

  private static void audience(String prefix, ClientAuthentication proof) {
    if (proof.assertionAudience().equals(Optional.of(AssertionAudience.ENDPOINT))) {
      LOG.warn(
          "{}assertion-audience is endpoint: wrong metadata could have assertions used elsewhere;"
              + " set it to issuer as soon as the provider takes that",
          prefix);
    }
  }
}
