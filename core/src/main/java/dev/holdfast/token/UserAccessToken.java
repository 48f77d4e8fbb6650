package dev.holdfast.token;

import dev.holdfast.dpop.JwkThumbprint;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.secret.SecretText;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An access token as an application receives it: its user's, or that of a client of its own (RFC
 * 6749 §4.4).
 *
 * @param value the token itself
 * @param expiresAt when it ends; empty if the provider did not say
 * @param scopes what it was granted for
 * @param boundTo the key whose proof must come with it (RFC 9449 §7.1); empty for a Bearer token
 * @param authorizationDetails what else it is good for (RFC 9396 §7), if the provider said so
 */
public record UserAccessToken(
    SecretText value,
    Optional<Instant> expiresAt,
    Set<String> scopes,
    Optional<JwkThumbprint> boundTo,
    Optional<AuthorizationDetails> authorizationDetails) {

  /** Copies the scopes. */
  public UserAccessToken {
    scopes = Set.copyOf(scopes);
  }

  /** The scheme of the {@code Authorization} header: {@code DPoP} or {@code Bearer}. */
  public String scheme() {
    return boundTo.isPresent() ? "DPoP" : "Bearer";
  }
}
