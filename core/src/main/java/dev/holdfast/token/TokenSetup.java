package dev.holdfast.token;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.event.Listeners;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.session.Leases;
import dev.holdfast.session.Sessions;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What {@link TokenRefresher} and {@link ClientTokens} are made of.
 *
 * @param config the named clients, and how long before its end a token is renewed
 * @param provider who issues tokens
 * @param sessions where the new tokens of a session are saved
 * @param leases make a request for a token one among all nodes
 * @param time the wall clock
 * @param executor runs the requests for tokens; may refuse when it is full
 * @param pause waits for other nodes
 * @param newKey makes the key that a renewal gives a session, where it gives one
 * @param listeners who hears of renewals
 */
public record TokenSetup(
    OidcConfig config,
    OidcProvider provider,
    Sessions sessions,
    Leases leases,
    InstantSource time,
    Executor executor,
    Pause pause,
    Supplier<DpopKey> newKey,
    Listeners listeners) {}
