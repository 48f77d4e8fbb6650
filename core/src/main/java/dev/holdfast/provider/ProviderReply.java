package dev.holdfast.provider;

import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** What came of asking the provider. */
public sealed interface ProviderReply<T> {

  /** It said yes, and everything it said was checked. */
  record Granted<T>(T value) implements ProviderReply<T> {}

  /** It said no, or what it said cannot be accepted. Asking again would not help. */
  record Refused<T>(ErrorCode code) implements ProviderReply<T> {}

  /**
   * It did not answer usefully: network failure, 5xx, 429.
   *
   * @param retryAfter how long it asks to be left alone, if it said so
   */
  record Unavailable<T>(Optional<Duration> retryAfter) implements ProviderReply<T> {}
}
