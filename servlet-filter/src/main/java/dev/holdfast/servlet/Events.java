package dev.holdfast.servlet;

import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SessionStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.servlet");

  void ready(String registration, String address) {
    LOG.info("client {} protects the application at {}", registration, address);
  }

  void notTouched(OpenSession session, RecordTooLargeException why) {
    LOG.warn("session {}: its use was not noted: {}", session.logName(), reason(why));
  }

  void notReplaced(SessionStoreException why) {
    LOG.warn("the session before a new login was not ended: {}", reason(why));
  }

  void notLimited(SessionStoreException why) {
    LOG.warn("a user may have more sessions than allowed: {}", reason(why));
  }

  void cookieTooLate(OpenSession session) {
    LOG.warn("session {}: its new cookie came after the response", session.logName());
  }

  void stepUpInVain() {
    LOG.warn("a step-up was demanded again right after it; the API does not see what was proven");
  }

  void containerSessionAsItIs(RuntimeException why) {
    LOG.warn("the cookie of the container's session stays as it is: {}", reason(why));
  }

  void containerSessionOver(RuntimeException why) {
    LOG.debug("another request has ended the container's session before: {}", reason(why));
  }

  void looping() {
    LOG.warn("a browser logs in again and again without keeping its session");
  }

  /** In one line: what fails often would drown the log in traces. */
  static String reason(RuntimeException why) {
    Throwable cause = why.getCause();
    return cause == null ? String.valueOf(why.getMessage()) : why.getMessage() + " (" + cause + ")";
  }
}
