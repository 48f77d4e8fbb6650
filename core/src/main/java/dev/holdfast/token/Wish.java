package dev.holdfast.token;

import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import dev.holdfast.token.RenewalTime.Age;
import java.time.Instant;
import java.util.Optional;

/**
 * What a caller wants of a session: a fresh access token for a target, perhaps another than one it
 * has tried.
 *
 * @param setup knows the time, and how much of a token's life must be left
 * @param target what the token is to be for
 * @param refused the token that will not do
 * @param patience how long the caller waits; a flight goes on without the caller
 */
record Wish(TokenSetup setup, TokenTarget target, Optional<SecretText> refused, Patience patience) {

  /** The session's token for this target, unless it is the refused one. */
  Optional<AccessToken> metBy(OpenSession session) {
    return session.session().tokens().of(target).filter(this::isWanted);
  }

  private boolean isWanted(AccessToken token) {
    return !refused.map(token.value()::equals).orElse(false);
  }

  /** Whether the session's token is fresh and not the refused one. */
  boolean isGrantedBy(OpenSession session) {
    return metBy(session).map(token -> age(session, token) == Age.FRESH).orElse(false);
  }

  /** The token at hand, if it will do for this time but is to be renewed soon. */
  Optional<AccessToken> ageing(OpenSession session) {
    return metBy(session).filter(token -> age(session, token) == Age.AGEING);
  }

  /** Whether the token at hand is too near its end to be used for anything. */
  boolean isUsedUp(OpenSession session) {
    return metBy(session).map(token -> age(session, token) == Age.USED_UP).orElse(true);
  }

  private Age age(OpenSession session, AccessToken token) {
    return new RenewalTime(setup.config().times().refreshAhead()).age(token, session.id(), now());
  }

  /** The token at hand for as long as it lasts. */
  Optional<AccessToken> stillGood(OpenSession session) {
    return metBy(session).filter(token -> token.validAt(now()));
  }

  private Instant now() {
    return setup.time().instant();
  }

  /** The same, but for another target. */
  Wish forTarget(TokenTarget other) {
    return new Wish(setup, other, Optional.empty(), patience);
  }

  /** Whether what comes of this is also what would come of the other. */
  boolean covers(Wish other) {
    return target.equals(other.target) && refused.equals(other.refused);
  }
}
