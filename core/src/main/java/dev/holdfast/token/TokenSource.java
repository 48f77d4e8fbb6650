package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import java.util.Optional;

/** Where an HTTP client gets the tokens that it sends. Implementations are thread-safe. */
public interface TokenSource {

  /**
   * A token that is fresh now. Blocks if the provider has to be asked, for as long as the caller
   * has patience.
   */
  TokenResult find(Patience patience);

  /**
   * Another token than one that an API has refused; the provider is asked if there is no newer.
   * That one again if the provider gives it again, as some do until it ends: to send it once more
   * is of little use, to do so a third time of none, and from now on it {@link #isNew}.
   */
  TokenResult insteadOf(SecretText refused, Patience patience);

  /**
   * Whether this token was obtained within the last {@link TokenRefresher#NEW}: a server that
   * refuses it would refuse its successor too.
   */
  boolean isNew(SecretText token);

  /** The key whose proofs go with the tokens; empty if there is none. */
  Optional<DpopKey> key();

  /** The key that a token from here is bound to; empty if there is none, or none any more. */
  default Optional<DpopKey> keyOf(UserAccessToken token) {
    return key().filter(key -> token.boundTo().filter(key.thumbprint()::equals).isPresent());
  }
}
