package dev.holdfast.provider;

import dev.holdfast.transport.HttpReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone (RFC 9110 §10.2.3), in seconds, capped at a minute. */
final class RetryAfter {
  private static final long CAP_SECONDS = 60;

  private RetryAfter() {}

  static @Nullable Duration of(HttpReply reply) {
    String text = reply.only("Retry-After").orElse("");
    if (!text.matches("\\d{1,9}")) {
      return null; // absent, or a date: the cap would swallow most of it
    }
    return Duration.ofSeconds(Math.min(Long.parseLong(text), CAP_SECONDS));
  }
}
