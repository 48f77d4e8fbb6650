package dev.holdfast.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.session");

  void unreadable() {
    LOG.debug("a session cookie does not open what it names");
  }

  void olderKeyUsed(String keyId) {
    LOG.info("seal key {} is still needed: a session was opened with it", keyId);
  }

  void leaseNotGivenBack(SessionStoreException why) {
    LOG.warn("a lease was not given back and runs out by itself: {}", why.getMessage());
  }
}
