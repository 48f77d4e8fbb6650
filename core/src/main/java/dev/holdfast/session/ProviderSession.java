package dev.holdfast.session;

import dev.holdfast.provider.Claims;
import java.time.Instant;
import java.util.Optional;

/**
 * The provider's session that a login came from. By it the provider's logouts find what the login
 * began here, whatever refreshed ID tokens say, or leave out, later on.
 *
 * @param sid its name; empty if the provider gives them none
 * @param issuedAt when the login's ID token was issued, to the second
 */
record ProviderSession(Optional<String> sid, Instant issuedAt) {

  /** As an ID token says. */
  static ProviderSession of(Claims idToken) {
    return new ProviderSession(
        idToken.text("sid"), Instant.ofEpochSecond(idToken.number("iat").orElse(0L)));
  }
}
