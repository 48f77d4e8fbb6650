package dev.holdfast.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * What a login brought.
 *
 * @param idToken who logged in
 * @param userinfo further claims, empty if the userinfo endpoint was not asked
 * @param tokens the tokens
 * @param end until when they can be renewed, if the provider tells; without a refresh token, when
 *     the access token ends
 */
public record LoginGrant(
    VerifiedIdToken idToken, Claims userinfo, TokenSet tokens, Optional<Instant> end) {}
