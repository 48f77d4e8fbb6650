package dev.holdfast.provider;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import java.util.List;
import java.util.Optional;

/**
 * An authorization code and what proves that it is ours.
 *
 * @param code the code from the callback
 * @param nonce what the ID token must repeat
 * @param codeVerifier the PKCE verifier
 * @param key the key to which code and tokens are bound
 * @param demand what the login was asked for
 * @param scopes what the login asked for: what its token may do if the answer does not say
 * @param subject who must have logged in: the user of the session that a step-up began in, which
 *     lives on if this fails; empty if anybody may
 */
public record CodeGrant(
    SecretText code,
    SecretText nonce,
    SecretText codeVerifier,
    Optional<DpopKey> key,
    AuthenticationDemand demand,
    List<String> scopes,
    Optional<String> subject) {

  /** Copies the scopes. */
  public CodeGrant {
    scopes = List.copyOf(scopes);
  }

  /** Does not name the user. */
  @Override
  public String toString() {
    return "CodeGrant[demand=" + demand + "]";
  }
}
