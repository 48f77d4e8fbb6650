package dev.holdfast.provider;

import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.error.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.provider");

  /** Codes that say: the set-up is wrong, somebody should act. */
  private static boolean isFault(ErrorCode code) {
    return switch (code) {
      case GRANT_REFUSED, SCOPE_NOT_GRANTED, AUTHENTICATION_INSUFFICIENT, USER_MISMATCH -> false;
      default -> true;
    };
  }

  void metadataKept(URI issuer, ProviderRefusal why) {
    LOG.warn("metadata of {} not refreshed, last good copy kept: {}", issuer, why.getMessage());
  }

  void metadataLack(URI issuer, List<String> members) {
    LOG.info("metadata of {} lack {}", issuer, String.join(", ", members));
  }

  void issuerNotAnnounced(URI issuer) {
    LOG.info("{} sends iss with its answers, but does not announce it", issuer);
  }

  void keysChanged(URI issuer) {
    LOG.info("{} publishes other signing keys than before", issuer);
  }

  void refused(URI issuer, String what, ProviderRefusal why) {
    if (why.isUnasked()) {
      LOG.debug("{} at {} put off: {}", what, issuer, why.getMessage());
    } else if (isFault(why.code())) {
      LOG.warn("{} at {} failed: {} ({})", what, issuer, why.code(), reason(why));
    } else {
      LOG.info("{} at {} refused: {} ({})", what, issuer, why.code(), reason(why));
    }
  }

  private static String reason(ProviderRefusal why) {
    Throwable cause = why.getCause();
    return why.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }

  void idTokenLeftOut(URI issuer, ProviderRefusal why) {
    LOG.warn("a refreshed ID token of {} is left out: {}", issuer, reason(why));
  }

  void notMapped(String claim) {
    LOG.debug("claim {} is not in pac4j's profile: it cannot be mapped", claim);
  }

  void repeated(URI issuer, NextStep step) {
    LOG.debug("{} refused a request, which is repeated: {}", issuer, step);
  }

  void clockDiffers(URI issuer, Duration ahead) {
    LOG.warn(
        "the clock of {} is {} s ahead of ours, and proofs for it are dated by it; compare clocks",
        issuer,
        ahead.toSeconds());
  }

  void revokedLater(URI issuer, ProviderRefusal why) {
    LOG.debug("{} could not revoke a token for now, and is asked again: {}", issuer, reason(why));
  }

  void notRevoked(URI issuer, String why) {
    LOG.info("a token was not revoked at {}: {}", issuer, why);
  }
}
