package dev.holdfast.login;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.event.Listeners;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.Sessions;
import java.time.InstantSource;

/**
 * What {@link LoginFlow} is made of.
 *
 * @param config the client
 * @param provider the provider
 * @param keys where the key of each login comes from
 * @param sessions where a finished login goes
 * @param loginStore where a login under way is kept
 * @param coordination remembers which sealed logins are used up
 * @param sealer seals them
 * @param random makes nonces, verifiers and secrets
 * @param time the wall clock
 * @param listeners who hears how logins end
 */
public record LoginSetup(
    OidcConfig config,
    OidcProvider provider,
    DpopKeySource keys,
    Sessions sessions,
    SessionStore loginStore,
    CoordinationStore coordination,
    Sealer sealer,
    RandomBytes random,
    InstantSource time,
    Listeners listeners) {}
