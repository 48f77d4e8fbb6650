package dev.holdfast.token;

import dev.holdfast.config.NamedClient;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.LogoutCause;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SessionStoreException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators and listeners. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.token");

  private final Listeners listeners;

  Events(Listeners listeners) {
    this.listeners = listeners;
  }

  void refreshed(OpenSession session) {
    LOG.debug("session {} refreshed", session.logName());
  }

  void ended(OpenSession session, ErrorCode why) {
    LOG.info("session {} ended: its tokens cannot be renewed ({})", session.logName(), why);
    tellOver(session, LogoutCause.RENEWAL_REFUSED);
  }

  void postponed(OpenSession session, ErrorCode why) {
    LOG.debug("session {} not refreshed for now: {}", session.logName(), why);
  }

  void tooManyFlights(OpenSession session) {
    LOG.warn("session {} not refreshed: too many refreshes at once", session.logName());
  }

  void storeFails(OpenSession session, SessionStoreException why) {
    LOG.warn(
        "session {}: a refresh cannot be saved, trying again until its lease ends: {}",
        session.logName(),
        why.getMessage());
  }

  void makesRoom(OpenSession session, RecordTooLargeException why) {
    LOG.warn(
        "session {}: a token for one API gives way to others, and is asked for again each time: {};"
            + " use a store on the server",
        session.logName(),
        why.getMessage());
  }

  void unsaved(OpenSession session, String why) {
    LOG.warn("session {}: a refresh was not saved ({}) and is revoked", session.logName(), why);
  }

  /** The log has said already that its tokens were not saved. */
  void outgrown(OpenSession session) {
    tellOver(session, LogoutCause.TOO_LARGE);
  }

  private void tellOver(OpenSession session, LogoutCause cause) {
    listeners.tell(
        new OidcEvent.LoggedOut(
            listeners.registration(),
            Optional.of(session.id()),
            Optional.of(session.session().subject()),
            cause,
            1));
  }

  void obtained(NamedClient client) {
    LOG.debug("client {}: a token was obtained", client.name());
  }

  void postponed(NamedClient client, ErrorCode why) {
    LOG.debug("client {}: no token for now: {}", client.name(), why);
  }

  void noKey(NamedClient client, IllegalStateException why) {
    LOG.warn(
        "client {}: no token was asked for, since no key was ready: {}",
        client.name(),
        why.getMessage());
  }

  void tooManyFlights(NamedClient client) {
    LOG.warn("client {}: no token was asked for: too many refreshes at once", client.name());
  }

  void storeFails(NamedClient client, SessionStoreException why) {
    LOG.warn(
        "client {}: its token is not shared with other nodes, which ask for their own: {}",
        client.name(),
        why.getMessage());
  }

  void overtakenByLogout(OpenSession session) {
    LOG.info("session {} ended during its refresh; the new tokens are revoked", session.logName());
  }

  void keyStays(OpenSession session, IllegalStateException why) {
    LOG.warn(
        "session {}: its key stays, since no new one was ready: {}",
        session.logName(),
        why.getMessage());
  }
}
