package dev.holdfast.provider;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is special about one authorization request (OpenID Connect Core §3.1.2.1).
 *
 * @param state what the provider returns with its answer
 * @param nonce what the ID token must repeat
 * @param codeVerifier the PKCE verifier (RFC 7636 §4.1); only its hash is sent now
 * @param key the key to which the code is bound (RFC 9449 §10)
 * @param wishes further parameters, as settings and the application's own code ask for them
 */
public record AuthorizationParameters(
    SecretText state,
    SecretText nonce,
    SecretText codeVerifier,
    Optional<DpopKey> key,
    Map<String, List<String>> wishes) {

  /** Copies the wishes. */
  public AuthorizationParameters {
    wishes = Map.copyOf(wishes);
  }

  /** Names only: a wish may name the user. */
  @Override
  public String toString() {
    return "AuthorizationParameters" + wishes.keySet();
  }
}
