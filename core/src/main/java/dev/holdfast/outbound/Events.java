package dev.holdfast.outbound;

import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.transport.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.outbound");

  void repeated(Origin api, NextStep step) {
    LOG.debug("{} refused a call, which is repeated: {}", api, step);
  }

  void proofRefused(Origin api) {
    LOG.warn("{} refuses DPoP proofs as invalid; compare its clock and public address", api);
  }
}
