package dev.holdfast.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * A logout token whose signature, type and claims were checked (OpenID Connect Back-Channel Logout
 * §2.6). Whether it came before is not among them.
 *
 * @param id {@code jti}
 * @param sid the provider's session that is over; empty if all of the user's are
 * @param subject the user; empty if only the session is named
 */
public record LogoutToken(
    String id,
    Optional<String> sid,
    Optional<String> subject,
    Instant issuedAt,
    Instant expiresAt) {}
