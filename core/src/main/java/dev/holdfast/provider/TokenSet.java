package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * The tokens of one grant. They are kept and replaced together.
 *
 * @param access the access token
 * @param refresh the refresh token, if the provider issued one
 * @param idToken the ID token as text, for logout; its checked claims are elsewhere
 */
public record TokenSet(AccessToken access, Optional<RefreshToken> refresh, SecretText idToken) {}
