package dev.holdfast.store.jdbc;

import dev.holdfast.session.SessionStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package has to say to operators. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.store.jdbc");

  void unreachableAtStart(SessionStoreException why) {
    LOG.warn("started without a session database; it is asked again later: {}", why.getMessage());
  }

  void cleanUpFails(SessionStoreException why) {
    LOG.warn("ended rows are not removed for now: {}", why.getMessage());
  }

  void cleanUpWorksAgain() {
    LOG.info("ended rows are removed again");
  }
}
