package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.jfr.RenewalEvent;
import dev.holdfast.session.OpenSession;
import java.util.Optional;

/** Tells listeners of one renewal, when it begins and when it is over, and records it. */
final class RenewalReport {
  private final Listeners listeners;
  private final OpenSession session;
  private final long start;
  private final RenewalEvent recorded = new RenewalEvent();

  private RenewalReport(Listeners listeners, OpenSession session) {
    this.listeners = listeners;
    this.session = session;
    this.start = listeners.nanoTime();
  }

  static RenewalReport begin(Listeners listeners, OpenSession session) {
    RenewalReport report = new RenewalReport(listeners, session);
    listeners.tell(
        new OidcEvent.RenewalBegun(
            listeners.registration(), session.id(), session.session().subject()));
    report.recorded.begin();
    return report;
  }

  void end(Optional<ErrorCode> failure) {
    recorded.end();
    if (recorded.shouldCommit()) {
      recorded.registration = listeners.registration();
      recorded.session = session.logName();
      recorded.outcome = failure.map(ErrorCode::code).orElse("renewed");
      recorded.commit();
    }
    listeners.tell(
        new OidcEvent.RenewalEnded(
            listeners.registration(),
            session.id(),
            session.session().subject(),
            failure,
            listeners.since(start)));
  }
}
