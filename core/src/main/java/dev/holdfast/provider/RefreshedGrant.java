package dev.holdfast.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * What a refresh brought.
 *
 * @param access the new access token
 * @param refresh the new refresh token; empty means the old one stays (RFC 6749 §6)
 * @param idToken a new ID token, if there was one, for the same user
 * @param end until when the tokens can be renewed again, if the provider tells
 */
public record RefreshedGrant(
    AccessToken access,
    Optional<RefreshToken> refresh,
    Optional<VerifiedIdToken> idToken,
    Optional<Instant> end) {}
