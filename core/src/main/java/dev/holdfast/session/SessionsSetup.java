package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.event.Listeners;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import java.time.InstantSource;

/** What {@link Sessions} is made of. */
public record SessionsSetup(
    OidcConfig config,
    SessionStore store,
    CoordinationStore coordination,
    Sealer sealer,
    RandomBytes random,
    InstantSource time,
    Listeners listeners) {}
