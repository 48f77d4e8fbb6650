package dev.holdfast.transport;

import java.time.Duration;

/**
 * How long a call may take and how much an answer may weigh.
 *
 * @param connect until a connection stands
 * @param whole until the last byte of the answer is read
 * @param maxBodyBytes the longest body that is read
 * @param allowHttpLoopback whether plain HTTP may be spoken to this very machine; for tests
 */
public record TransportLimits(
    Duration connect, Duration whole, int maxBodyBytes, boolean allowHttpLoopback) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException unless all are positive
   */
  public TransportLimits {
    if (connect.compareTo(Duration.ZERO) <= 0 || whole.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("a time limit must be positive");
    }
    if (maxBodyBytes <= 0) {
      throw new IllegalArgumentException("the size limit must be positive");
    }
  }

  /** 2 seconds, 10 seconds, 512 KiB, HTTPS only. */
  public static TransportLimits standard() {
    return new TransportLimits(Duration.ofSeconds(2), Duration.ofSeconds(10), 512 * 1024, false);
  }

  /** The same limits, with plain HTTP to this very machine. */
  public TransportLimits allowingHttpOnLoopback() {
    return new TransportLimits(connect, whole, maxBodyBytes, true);
  }
}
