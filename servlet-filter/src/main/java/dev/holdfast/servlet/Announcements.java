package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.Suspicion;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package tells operators and listeners alike. */
final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.servlet");

  private final Listeners listeners;

  Announcements(Listeners listeners) {
    this.listeners = listeners;
  }

  void refused(int status, ErrorCode code, String reference) {
    if (code == ErrorCode.STORE_UNAVAILABLE) { // an outage is told once, by StoreWatch
      LOG.debug("a request was answered {} {}, reference {}", status, code, reference);
    } else if (status >= 500) {
      LOG.warn("a request was answered {} {}, reference {}", status, code, reference);
    } else {
      LOG.info("a request was answered {} {}, reference {}", status, code, reference);
    }
    listeners.tell(new OidcEvent.RequestRefused(listeners.registration(), status, code));
  }

  /** The provider's own request, which nobody sees: the log has the reason already. */
  void logoutRefused(int status, ErrorCode code) {
    listeners.tell(new OidcEvent.RequestRefused(listeners.registration(), status, code));
  }

  void cookieRepeated() {
    LOG.warn("a request brought the session cookie more than once; it counts as none");
    listeners.tell(new OidcEvent.Suspected(listeners.registration(), Suspicion.COOKIE_REPEATED));
  }

  /** Said once, until {@link #storeAnswers}. */
  void storeSilent(SessionStoreException why) {
    LOG.warn("the session store did not answer: {}", Events.reason(why));
    listeners.tell(new OidcEvent.StoreOutageBegun(listeners.registration()));
  }

  void storeAnswers(Duration after) {
    LOG.info("the session store answers again");
    listeners.tell(new OidcEvent.StoreOutageEnded(listeners.registration(), after));
  }
}
