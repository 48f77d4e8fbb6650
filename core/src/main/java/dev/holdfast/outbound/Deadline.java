package dev.holdfast.outbound;

import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The caller's time limit over everything a call does: the wait for a token, the first request and
 * the repeated one.
 *
 * @param limit none if the caller set none
 */
record Deadline(Optional<Duration> limit, long startedAt, LongSupplier nanoTime) {

  /** Begins now. */
  static Deadline of(HttpRequest request, LongSupplier nanoTime) {
    return new Deadline(request.timeout(), nanoTime.getAsLong(), nanoTime);
  }

  /** What is left, at least a nanosecond; empty if there is no limit. */
  Optional<Duration> remaining() {
    return left().map(time -> time.compareTo(Duration.ZERO) > 0 ? time : Duration.ofNanos(1));
  }

  void check() throws HttpTimeoutException {
    if (left().map(time -> time.compareTo(Duration.ZERO) <= 0).orElse(false)) {
      throw new HttpTimeoutException("request timed out");
    }
  }

  private Optional<Duration> left() {
    return limit.map(all -> all.minusNanos(nanoTime.getAsLong() - startedAt));
  }
}
