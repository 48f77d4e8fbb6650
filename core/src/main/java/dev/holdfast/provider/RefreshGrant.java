package dev.holdfast.provider;

import dev.holdfast.dpop.DpopKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A refresh token, and the login it continues.
 *
 * @param token the refresh token
 * @param key the session's key
 * @param previous the access token that is to be replaced
 * @param original the claims of the ID token the session began with or was last renewed by
 * @param mayStillSend asked right before each HTTP request; once false, nothing more is sent
 */
public record RefreshGrant(
    RefreshToken token,
    Optional<DpopKey> key,
    AccessToken previous,
    Claims original,
    BooleanSupplier mayStillSend) {}
