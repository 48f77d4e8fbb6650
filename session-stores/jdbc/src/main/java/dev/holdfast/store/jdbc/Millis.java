package dev.holdfast.store.jdbc;

import java.time.Instant;

/** Instants as tables keep them: milliseconds since 1970, cut rather than rounded. */
final class Millis {
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Millis() {}

  /** The instant; far beyond all human time, the last or first that fits. */
  static long of(Instant instant) {
    if (instant.isAfter(LAST)) {
      return Long.MAX_VALUE;
    }
    return instant.isBefore(FIRST) ? Long.MIN_VALUE : instant.toEpochMilli();
  }
}
