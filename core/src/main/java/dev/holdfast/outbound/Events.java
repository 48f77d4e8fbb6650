package dev.holdfast.outbound;

import dev.holdfast.event.ApiRefusal;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.outbound.WarningPace.Warning;
import dev.holdfast.transport.Origin;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators and listeners. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.outbound");

  private final Listeners listeners;
  private final WarningPace pace;

  Events(Listeners listeners, WarningPace pace) {
    this.listeners = listeners;
    this.pace = pace;
  }

  void repeated(Origin api, ApiRefusal why) {
    LOG.debug("{} refused a call, which is repeated: {}", api, why);
    tell(api, why, true);
  }

  void refused(Origin api, ApiRefusal why) {
    if (why == ApiRefusal.PROOF) {
      LOG.warn("{} refuses DPoP proofs as invalid; compare its clock and public address", api);
    }
    tell(api, why, false);
  }

  private void tell(Origin api, ApiRefusal why, boolean repeated) {
    listeners.tell(
        new OidcEvent.ApiCallRefused(listeners.registration(), api.toString(), why, repeated));
  }

  void clockDiffers(Origin api, Duration ahead) {
    LOG.warn(
        "the clock of {} is {} s ahead of ours, and proofs for it are dated by it; compare clocks",
        api,
        ahead.toSeconds());
  }

  void newTokenRefused(Origin api) {
    if (pace.isDue(Warning.NEW_TOKEN_REFUSED, api)) {
      LOG.warn(
          "{} refuses tokens as soon as they are issued, so it gets no others for now;"
              + " compare the issuer, audience and keys that it expects",
          api);
    }
  }

  void tooManyCalls(Origin api) {
    if (pace.isDue(Warning.TOO_MANY_CALLS, api)) {
      LOG.warn("a call to {} was not begun: too many others wait, or all is being stopped", api);
    }
  }
}
