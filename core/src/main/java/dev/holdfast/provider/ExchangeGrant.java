package dev.holdfast.provider;

import dev.holdfast.dpop.DpopKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A token exchange (RFC 8693 §2.1): the user's access token for one that another API accepts.
 *
 * @param subject the access token of the login
 * @param target what the new one is to be for
 * @param key the session's key, to which the new one will be bound too
 * @param mayStillSend asked right before each HTTP request; once false, nothing more is sent
 */
public record ExchangeGrant(
    AccessToken subject, TokenTarget target, Optional<DpopKey> key, BooleanSupplier mayStillSend) {}
