package dev.holdfast.token;

import dev.holdfast.config.NamedClient;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * What an application wants for itself: a client's token for a target, perhaps another than one it
 * has tried.
 *
 * @param refused the token that will not do
 */
record ClientWish(NamedClient client, TokenTarget target, Optional<SecretText> refused) {

  boolean accepts(ClientToken token) {
    return !refused.map(token.access().value()::equals).orElse(false);
  }

  /** Whether what comes of this is also what would come of the other. */
  boolean covers(ClientWish other) {
    return owner().equals(other.owner()) && refused.equals(other.refused);
  }

  /** Whose token it is: equal for wishes that differ in the refused token only. */
  Owner owner() {
    return new Owner(client.name(), target);
  }

  /** A client, and what its token is for. */
  record Owner(String client, TokenTarget target) {}
}
