package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An access token as the provider issued it.
 *
 * @param value the token itself, at most 16 KiB
 * @param obtainedAt when the answer that brought it arrived
 * @param expiresAt when it ends; empty if the provider did not say
 * @param scopes what it was granted for
 * @param bound whether it is bound to the DPoP key of its session or client (RFC 9449 §5); if not,
 *     it is a Bearer token
 * @param details what else it is good for (RFC 9396 §7), if the provider said so
 */
public record AccessToken(
    SecretText value,
    Instant obtainedAt,
    Optional<Instant> expiresAt,
    Set<String> scopes,
    boolean bound,
    Optional<AuthorizationDetails> details) {

  /** Copies the scopes. */
  public AccessToken {
    scopes = Set.copyOf(scopes);
  }

  /** One of which the provider says nothing but its scopes. */
  public AccessToken(
      SecretText value,
      Instant obtainedAt,
      Optional<Instant> expiresAt,
      Set<String> scopes,
      boolean bound) {
    this(value, obtainedAt, expiresAt, scopes, bound, Optional.empty());
  }

  /** The same, good for what the other is good for unless its own answer has said something. */
  AccessToken inheritingFrom(AccessToken other) {
    return details.isPresent()
        ? this
        : new AccessToken(value, obtainedAt, expiresAt, scopes, bound, other.details);
  }

  /** Whether the token has not ended by {@code now}; one without a known end never has. */
  public boolean validAt(Instant now) {
    return expiresAt.map(now::isBefore).orElse(true);
  }

  /** The scheme under which it is sent. */
  public String scheme() {
    return bound ? "DPoP" : "Bearer";
  }
}
