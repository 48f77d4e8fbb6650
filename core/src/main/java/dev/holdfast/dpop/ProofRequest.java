package dev.holdfast.dpop;

import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.util.Optional;

/**
 * The request that a proof is for.
 *
 * @param registration the client registration: each has its own nonces
 * @param method exactly as it will be sent
 * @param target where it will be sent; query and fragment are left out of the proof
 * @param accessToken the token it will present, if any
 */
public record ProofRequest(
    String registration, String method, URI target, Optional<SecretText> accessToken) {}
