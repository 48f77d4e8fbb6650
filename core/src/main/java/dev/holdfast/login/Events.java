package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.Suspicion;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators and listeners. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.login");
  private static final int LONGEST = 64;

  private final Listeners listeners;

  Events(Listeners listeners) {
    this.listeners = listeners;
  }

  void loggedIn(OpenSession session, Optional<Former> former) {
    LOG.info("session {} opened", session.logName());
    former.ifPresent(
        before ->
            LOG.info(
                "session {} is the step-up of session {}", session.logName(), before.logName()));
    listeners.tell(
        new OidcEvent.LoggedIn(
            listeners.registration(),
            session.id(),
            session.session().subject(),
            former.map(Former::id)));
  }

  void repeated() {
    LOG.info("a callback came a second time; nothing was sent");
    listeners.tell(new OidcEvent.Suspected(listeners.registration(), Suspicion.CALLBACK_REPEATED));
  }

  void refused(ErrorCode code) {
    LOG.info("a login was refused: {}", code);
    tellRefused(code);
  }

  void answeredWith(String error, ErrorCode code) {
    LOG.info("the provider answered a login with error {}", cleaned(error));
    tellRefused(code);
  }

  /** The log has the reason already, from whoever talked to the provider. */
  void notNow(ErrorCode code) {
    tellRefused(code);
  }

  void noKey(IllegalStateException why) {
    LOG.warn("a login did not begin, since no key was ready: {}", why.getMessage());
    tellRefused(ErrorCode.KEY_UNAVAILABLE);
  }

  private void tellRefused(ErrorCode code) {
    listeners.tell(new OidcEvent.LoginRefused(listeners.registration(), code));
  }

  void notSilently(String error) {
    LOG.debug("a login without questions was not possible: {}", error);
  }

  void answerTooLong(int octets) {
    LOG.warn("an answer of {} octets is too long to be carried on", octets);
  }

  void tooLarge(RecordTooLargeException why) {
    LOG.error("a login was given up: {}; use a store on the server", why.getMessage());
  }

  private static String cleaned(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_.-]", "?");
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST);
  }
}
