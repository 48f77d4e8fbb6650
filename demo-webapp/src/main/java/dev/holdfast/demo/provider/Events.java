package dev.holdfast.demo.provider;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the provider logs. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.demo.provider");

  void clientRefusedLogout(String clientId, int status) {
    LOG.warn("back-channel logout: client {} answered {}", clientId, status);
  }

  void clientNotReached(String clientId, IOException why) {
    LOG.warn("back-channel logout: client {} not reached", clientId, why);
  }
}
