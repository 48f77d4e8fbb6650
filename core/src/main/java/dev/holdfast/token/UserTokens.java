package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import java.util.Optional;

/** The tokens of one request's user. Thread-safe; lives as long as its {@link SessionHolder}. */
public final class UserTokens {
  private final TokenRefresher refresher;
  private final SessionHolder holder;

  /** The tokens of the session that {@code holder} holds. */
  public UserTokens(TokenRefresher refresher, SessionHolder holder) {
    this.refresher = refresher;
    this.holder = holder;
  }

  /**
   * A token that is fresh now, refreshed first if need be. Blocks for the provider only if it has
   * to be asked, for at most {@link TokenRefresher#PATIENCE}.
   */
  public TokenResult find() {
    return find(() -> TokenRefresher.PATIENCE);
  }

  /** As {@link #find()}, but blocks no longer than the caller has patience. */
  public TokenResult find(Patience patience) {
    return refresher.fresh(holder, patience);
  }

  /** Another token than one that an API has refused; the provider is asked if there is no newer. */
  public TokenResult insteadOf(SecretText refused, Patience patience) {
    return refresher.insteadOf(holder, refused, patience);
  }

  /**
   * Whether the session got this token within the last {@link TokenRefresher#NEW}: a server that
   * refuses it would refuse its successor too.
   */
  public boolean isNew(SecretText token) {
    return refresher.isNew(holder, token);
  }

  /** The key whose proofs go with the tokens; empty if there is no session, or DPoP is off. */
  public Optional<DpopKey> key() {
    return holder.current().map(OpenSession::session).flatMap(session -> session.key());
  }
}
