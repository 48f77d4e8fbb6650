package dev.holdfast.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Times as the server counts them: whole milliseconds since 1970, cut to what a script's floating
 * point numbers hold exactly.
 */
final class Millis {
  private static final long LAST = (1L << 53) - 1;

  private Millis() {}

  static long of(Instant instant) {
    if (instant.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return instant.isAfter(Instant.ofEpochMilli(LAST)) ? LAST : instant.toEpochMilli();
  }

  /**
   * The argument of {@code PEXPIREAT} for what is absent from {@code end} on. Redis keeps a key
   * through the millisecond it is told, hence the one before; zero and less mean "now" to it.
   */
  static byte[] lastMoment(Instant end) {
    return text(of(end) - 1);
  }

  /** The argument of {@code PX} for what lives this long; at least 1, which Redis asks for. */
  static long life(Duration life) {
    long millis = life.compareTo(Duration.ofMillis(LAST)) > 0 ? LAST : life.toMillis();
    return Math.max(1, millis - 1);
  }

  static byte[] text(long millis) {
    return Long.toString(millis).getBytes(StandardCharsets.US_ASCII);
  }
}
