package dev.holdfast.logout;

import dev.holdfast.session.OpenSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.logout");

  void ended(OpenSession session) {
    LOG.info("session {} ended by its user", session.logName());
  }

  void notRevoked(OpenSession session) {
    LOG.warn("session {}: tokens not revoked, too much to do", session.logName());
  }
}
