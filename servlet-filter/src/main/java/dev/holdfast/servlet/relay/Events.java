package dev.holdfast.servlet.relay;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators and listeners. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.servlet.relay");
  private static final int LONGEST = 200;

  void refused(String route, Refusal refusal, String reference, Listeners listeners) {
    if (refusal.status() >= 500 && refusal.code() != ErrorCode.RESEND) {
      LOG.warn(
          "route {}: a call was answered {} {}, reference {}: {}",
          route,
          refusal.status(),
          refusal.code(),
          reference,
          clean(refusal.reason()));
    } else {
      LOG.info(
          "route {}: a request was refused {} {}, reference {}: {}",
          route,
          refusal.status(),
          refusal.code(),
          reference,
          clean(refusal.reason()));
    }
    listeners.tell(
        new OidcEvent.RequestRefused(listeners.registration(), refusal.status(), refusal.code()));
  }

  void cutOff(RelayRoute route, Throwable why) {
    LOG.warn("route {}: an answer was cut off in the middle: {}", route.name(), reason(why));
  }

  void stuck(RelayRoute route) {
    LOG.error("route {}: a call did not end by itself, so the container ended it", route.name());
  }

  void abandoned(RelayRoute route, Throwable why) {
    LOG.debug("route {}: the browser went away: {}", route.name(), reason(why));
  }

  /** In one line, for a log; whatever the other side may have put into it is made harmless. */
  static String reason(Throwable why) {
    return clean(
        why.getMessage() == null
            ? why.getClass().getSimpleName()
            : why.getClass().getSimpleName() + ": " + why.getMessage());
  }

  private static String clean(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
    return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
  }
}
