package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.session.Session;
import java.util.Optional;

/** A token of a session or a client, as an application sees it. */
final class Tokens {
  private Tokens() {}

  static UserAccessToken of(Session session, AccessToken token) {
    return of(session.key(), token);
  }

  static UserAccessToken of(Optional<DpopKey> key, AccessToken token) {
    return new UserAccessToken(
        token.value(),
        token.expiresAt(),
        token.scopes(),
        key.filter(used -> token.bound()).map(DpopKey::thumbprint),
        token.details());
  }
}
