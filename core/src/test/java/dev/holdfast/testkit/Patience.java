package dev.holdfast.testkit;

import dev.holdfast.transport.TransportLimits;
import java.time.Duration;

/**
 * Limits for exchanges that have to succeed on a slow machine, where a handshake takes its time.
 */
public final class Patience {
  private static final int BODY = 512 * 1024;

  private Patience() {}

  /** As usual but for time; plain http is allowed on loopback addresses. */
  public static TransportLimits limits() {
    return new TransportLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), BODY, true);
  }
}
