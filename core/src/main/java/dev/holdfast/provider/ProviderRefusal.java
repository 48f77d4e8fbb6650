package dev.holdfast.provider;

import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a refusal through pac4j's seams to {@link OidcProvider}, which turns it into a {@link
 * ProviderReply}. The message is for operators and holds no secret.
 */
final class ProviderRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private boolean unverifiable;
  private boolean unasked;
  private final transient @Nullable Duration retryAfter;

  private ProviderRefusal(
      ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static ProviderRefusal of(ErrorCode code, String message) {
    return new ProviderRefusal(code, message, null, null);
  }

  /** An ID token that cannot be judged here and now: its key is not known, or a clock is wrong. */
  static ProviderRefusal unverifiable(String message) {
    return unverifiable(ErrorCode.ID_TOKEN_INVALID, message);
  }

  /** The same for another kind of answer. */
  static ProviderRefusal unverifiable(ErrorCode code, String message) {
    ProviderRefusal refusal = of(code, message);
    refusal.unverifiable = true;
    return refusal;
  }

  static ProviderRefusal unavailable(String message, @Nullable Duration retryAfter) {
    return new ProviderRefusal(ErrorCode.PROVIDER_UNAVAILABLE, message, retryAfter, null);
  }

  static ProviderRefusal unavailable(String message, @Nullable Throwable cause) {
    return new ProviderRefusal(ErrorCode.PROVIDER_UNAVAILABLE, message, null, cause);
  }

  /** Nothing was sent: the provider has failed just now and is left alone for this long. */
  static ProviderRefusal resting(Duration left) {
    ProviderRefusal refusal = unavailable("not asked: it has failed just now", left);
    refusal.unasked = true;
    return refusal;
  }

  /** Whether nothing was sent. */
  boolean isUnasked() {
    return unasked;
  }

  /** Whether the provider may well have done nothing wrong. */
  boolean isUnverifiable() {
    return unverifiable || code == ErrorCode.PROVIDER_UNAVAILABLE;
  }

  ErrorCode code() {
    return code;
  }

  /** How long the provider asks to be left alone, if it does. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  <T> ProviderReply<T> reply() {
    return code == ErrorCode.PROVIDER_UNAVAILABLE
        ? new ProviderReply.Unavailable<>(retryAfter())
        : new ProviderReply.Refused<>(code);
  }
}
