package dev.holdfast.token;

import dev.holdfast.config.SessionPolicy;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.RefreshToken;
import dev.holdfast.provider.RefreshedGrant;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a provider has just given for a session.
 *
 * @param target what the access token is for
 * @param access the access token
 * @param refresh a new refresh token; empty: the old one stays
 * @param merge puts everything that was given into the session
 */
record NewTokens(
    TokenTarget target,
    AccessToken access,
    Optional<RefreshToken> refresh,
    UnaryOperator<Session> merge) {

  /** With the key that they were asked for with. */
  static NewTokens of(
      TokenTarget target, RefreshedGrant grant, Optional<DpopKey> key, SessionPolicy policy) {
    return new NewTokens(
        target,
        grant.access(),
        grant.refresh(),
        session -> session.renewed(target, grant, key, policy));
  }

  static NewTokens of(TokenTarget target, AccessToken exchanged) {
    return new NewTokens(
        target, exchanged, Optional.empty(), session -> session.with(target, exchanged));
  }

  Session in(Session session) {
    return merge.apply(session);
  }

  /** The session with them, and then with less and less of what can be asked for again. */
  List<Session> smallerAndSmaller(Session session) {
    List<Session> sizes = new ArrayList<>();
    Session whole = in(session);
    sizes.add(whole);
    if (!Set.of(target).containsAll(whole.tokens().others().keySet())) {
      sizes.add(whole.keepingOnly(target));
    }
    if (!target.isOfLogin()) {
      sizes.add(whole.keepingOnly(TokenTarget.OF_LOGIN));
    }
    return sizes;
  }

  /** These alone, for a session that goes on without them. */
  TokenSet alone(Session session) {
    return new TokenSet(access, refresh, session.tokens().idToken());
  }
}
