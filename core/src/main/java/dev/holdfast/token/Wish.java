package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import java.util.Optional;

/**
 * What a caller wants of a session: a fresh access token, perhaps another than one it has tried.
 *
 * @param setup knows the time, and how much of a token's life must be left
 * @param refused the token that will not do
 * @param patience how long the caller waits; a flight goes on without the caller
 */
record Wish(RefresherSetup setup, Optional<SecretText> refused, Patience patience) {

  /** Whether the session's token is fresh and not the refused one. */
  boolean isGrantedBy(OpenSession session) {
    return isMetBy(session)
        && access(session).freshAt(setup.time().instant(), setup.config().times().refreshAhead());
  }

  /** Whether the session's token is not the refused one, fresh or not. */
  boolean isMetBy(OpenSession session) {
    return !refused.map(access(session).value()::equals).orElse(false);
  }

  /** The token at hand for as long as it lasts, unless it was refused; else the reason. */
  Outcome stillGoodOr(OpenSession session, ErrorCode code) {
    return stillGoodOr(session, Outcome.later(code, Optional.empty(), session));
  }

  /** The token at hand for as long as it lasts, unless it was refused; else {@code otherwise}. */
  Outcome stillGoodOr(OpenSession session, Outcome otherwise) {
    boolean good = isMetBy(session) && access(session).validAt(setup.time().instant());
    return good ? Outcome.available(session) : otherwise;
  }

  private static AccessToken access(OpenSession session) {
    return session.session().tokens().access();
  }
}
