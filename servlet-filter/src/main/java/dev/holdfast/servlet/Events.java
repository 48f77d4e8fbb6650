package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.servlet");

  void ready(String registration, String address) {
    LOG.info("client {} protects the application at {}", registration, address);
  }

  void refused(int status, ErrorCode code, String reference) {
    if (code == ErrorCode.STORE_UNAVAILABLE) { // an outage is told once, by StoreWatch
      LOG.debug("a request was answered {} {}, reference {}", status, code, reference);
    } else if (status >= 500) {
      LOG.warn("a request was answered {} {}, reference {}", status, code, reference);
    } else {
      LOG.info("a request was answered {} {}, reference {}", status, code, reference);
    }
  }

  void cookieRepeated() {
    LOG.warn("a request brought the session cookie more than once; it counts as none");
  }

  /** Said once, until {@link #storeAnswers()}. */
  void storeSilent(SessionStoreException why) {
    LOG.warn("the session store did not answer: {}", reason(why));
  }

  void storeAnswers() {
    LOG.info("the session store answers again");
  }

  void notTouched(OpenSession session, RuntimeException why) {
    LOG.warn("session {}: its use was not noted: {}", session.logName(), reason(why));
  }

  void replaced(OpenSession session) {
    LOG.info("session {} makes room for a new login of its browser", session.logName());
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

  void looping() {
    LOG.warn("a browser logs in again and again without keeping its session");
  }

  /** In one line: what fails often would drown the log in traces. */
  private static String reason(RuntimeException why) {
    Throwable cause = why.getCause();
    return cause == null ? String.valueOf(why.getMessage()) : why.getMessage() + " (" + cause + ")";
  }
}
