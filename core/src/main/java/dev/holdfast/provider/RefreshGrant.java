package dev.holdfast.provider;

import dev.holdfast.dpop.DpopKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A refresh token, and the login it continues.
 *
 * @param token the refresh token
 * @param target what the new access token is to be for
 * @param key the session's key
 * @param previous the access token of the login: what it was granted, the new one may have too
 * @param original the claims of the ID token the session began with or was last renewed by
 * @param mayStillSend asked right before each HTTP request; once false, nothing more is sent
 */
public record RefreshGrant(
    RefreshToken token,
    TokenTarget target,
    Optional<DpopKey> key,
    AccessToken previous,
    Claims original,
    BooleanSupplier mayStillSend) {}
