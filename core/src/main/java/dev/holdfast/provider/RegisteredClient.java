package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A client as the provider has registered it (RFC 7591 §3.2.1).
 *
 * @param id the name the provider gave it
 * @param secret its secret, if its way to prove that name needs one
 * @param secretEndsAt when that secret ends; empty: it does not
 * @param registrationToken lets its holder read and change the registration (RFC 7592)
 * @param registrationUri where that is done
 * @param metadata what was registered, which may differ from what was asked for; without the two
 *     secrets
 */
public record RegisteredClient(
    String id,
    Optional<SecretText> secret,
    Optional<Instant> secretEndsAt,
    Optional<SecretText> registrationToken,
    Optional<URI> registrationUri,
    Claims metadata) {}
