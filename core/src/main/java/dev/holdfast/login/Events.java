package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.login");
  private static final int LONGEST = 64;

  void loggedIn(OpenSession session) {
    LOG.info("session {} opened", session.logName());
  }

  void steppedUp(OpenSession session, Former former) {
    LOG.info("session {} is the step-up of session {}", session.logName(), former.logName());
  }

  void repeated() {
    LOG.info("a callback came a second time; nothing was sent");
  }

  void refused(ErrorCode code) {
    LOG.info("a login was refused: {}", code);
  }

  void answeredWith(String error) {
    LOG.info("the provider answered a login with error {}", cleaned(error));
  }

  void notSilently(String error) {
    LOG.debug("a login without questions was not possible: {}", error);
  }

  void answerTooLong(int octets) {
    LOG.warn("a posted answer of {} octets is too long to be carried on", octets);
  }

  void tooLarge(RecordTooLargeException why) {
    LOG.error("a login was given up: {}; use a store on the server", why.getMessage());
  }

  private static String cleaned(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_.-]", "?");
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST);
  }
}
