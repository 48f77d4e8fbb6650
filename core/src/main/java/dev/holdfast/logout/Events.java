package dev.holdfast.logout;

import dev.holdfast.session.LogoutScope;
import dev.holdfast.session.OpenSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.logout");

  void ended(OpenSession session) {
    LOG.info("session {} ended by its user", session.logName());
  }

  void endedUnused(OpenSession session) {
    LOG.info("session {} ended unused", session.logName());
  }

  void endedByProvider(LogoutScope who, int ended) {
    LOG.info("the provider ended {}: {} sessions were held here", who, ended);
  }

  void endedFromElsewhere(String session) {
    LOG.info("session {} ended from elsewhere", session);
  }

  void endedByALaterLogin(String session) {
    LOG.info("session {} ended: its user has logged in too often since", session);
  }

  void allEnded(int ended) {
    LOG.info("all sessions of a user ended: {} were held here", ended);
  }

  void logoutRepeated() {
    LOG.warn("a logout token came a second time; nothing was done");
  }

  void notRevoked(OpenSession session) {
    LOG.warn("session {}: tokens not revoked, too much to do", session.logName());
  }
}
