package dev.holdfast.dpop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.dpop");

  void signedBy(String signer) {
    LOG.info("DPoP proofs are signed by {}", signer);
  }

  void signedBy(String signer, String failures) {
    LOG.warn("DPoP proofs are signed by {}; {}", signer, failures);
  }
}
