package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.session.Session;

/** A token of a session, as an application sees it. */
final class Tokens {
  private Tokens() {}

  static UserAccessToken of(Session session, AccessToken token) {
    return new UserAccessToken(
        token.value(),
        token.expiresAt(),
        token.scopes(),
        session.key().filter(key -> token.bound()).map(DpopKey::thumbprint));
  }
}
