package dev.holdfast.provider;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * An authorization code and what proves that it is ours.
 *
 * @param code the code from the callback
 * @param nonce what the ID token must repeat
 * @param codeVerifier the PKCE verifier
 * @param key the key to which code and tokens are bound
 */
public record CodeGrant(
    SecretText code, SecretText nonce, SecretText codeVerifier, Optional<DpopKey> key) {}
