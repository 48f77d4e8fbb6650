package dev.holdfast.logout;

import dev.holdfast.event.Listeners;
import dev.holdfast.event.LogoutCause;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.Suspicion;
import dev.holdfast.session.LogoutScope;
import dev.holdfast.session.OpenSession;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators and listeners. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.logout");

  private final Listeners listeners;

  Events(Listeners listeners) {
    this.listeners = listeners;
  }

  void ended(OpenSession session) {
    LOG.info("session {} ended by its user", session.logName());
    tellOne(session.id(), session.session().subject(), LogoutCause.USER);
  }

  void endedUnused(OpenSession session) {
    LOG.info("session {} ended unused", session.logName());
    tellOne(session.id(), session.session().subject(), LogoutCause.IDLE);
  }

  void replaced(OpenSession session) {
    LOG.info("session {} makes room for a new login of its browser", session.logName());
    tellOne(session.id(), session.session().subject(), LogoutCause.REPLACED);
  }

  void endedByProvider(LogoutScope who, LogoutCause channel, int ended) {
    LOG.info("the provider ended {}: {} sessions were held here", who, ended);
    tell(Optional.empty(), who.subject(), channel, ended);
  }

  void endedFromElsewhere(String session, String subject) {
    LOG.info("session {} ended from elsewhere", OpenSession.logName(session));
    tellOne(session, subject, LogoutCause.MANAGED);
  }

  void endedByALaterLogin(String session, String subject) {
    LOG.info(
        "session {} ended: its user has logged in too often since", OpenSession.logName(session));
    tellOne(session, subject, LogoutCause.LIMIT);
  }

  void allEnded(String subject, int ended) {
    LOG.info("all sessions of a user ended: {} were held here", ended);
    tell(Optional.empty(), Optional.of(subject), LogoutCause.MANAGED, ended);
  }

  void othersEnded(String subject, int ended) {
    LOG.info("all sessions of a user but one ended: {} were held here", ended);
    tell(Optional.empty(), Optional.of(subject), LogoutCause.MANAGED, ended);
  }

  void endedHere(LogoutScope who, int ended) {
    LOG.info("{} ended from elsewhere: {} sessions were held here", who, ended);
    tell(Optional.empty(), who.subject(), LogoutCause.MANAGED, ended);
  }

  void logoutRepeated() {
    LOG.warn("a logout token came a second time; nothing was done");
    listeners.tell(
        new OidcEvent.Suspected(listeners.registration(), Suspicion.LOGOUT_TOKEN_REPEATED));
  }

  void notRevoked(OpenSession session) {
    LOG.warn("session {}: tokens not revoked, too much to do", session.logName());
  }

  private void tellOne(String session, String subject, LogoutCause cause) {
    tell(Optional.of(session), Optional.of(subject), cause, 1);
  }

  private void tell(
      Optional<String> session, Optional<String> subject, LogoutCause cause, int sessions) {
    listeners.tell(
        new OidcEvent.LoggedOut(listeners.registration(), session, subject, cause, sessions));
  }
}
