package dev.holdfast.provider;

import dev.holdfast.config.NamedClient;
import dev.holdfast.dpop.DpopKey;
import java.util.Optional;

/**
 * A request for a token of a client's own (RFC 6749 §4.4). It spends nothing, so that it may be
 * made again.
 *
 * @param client who asks
 * @param target what the token is to be for
 * @param key what it is to be bound to; empty if DPoP is off
 */
public record ClientGrant(NamedClient client, TokenTarget target, Optional<DpopKey> key) {}
