package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * What tells the provider whom to log out (OpenID Connect RP-Initiated Logout §2).
 *
 * @param idToken of the session that has ended here
 * @param logoutHint names its user where the ID token is too long for an address
 * @param state comes back with the browser
 */
public record EndSessionRequest(SecretText idToken, String logoutHint, Optional<String> state) {}
