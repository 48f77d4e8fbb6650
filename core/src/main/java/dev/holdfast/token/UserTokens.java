package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import java.util.Optional;

/** The tokens of one request's user. Thread-safe; lives as long as its {@link SessionHolder}. */
public final class UserTokens implements TokenSource {
  private final TokenRefresher refresher;
  private final SessionHolder holder;
  private final TokenRequest wanted;
  private final KeysInUse keys;

  /** The tokens that the login of {@code holder}'s session brought. */
  public UserTokens(TokenRefresher refresher, SessionHolder holder) {
    this(refresher, holder, TokenRequest.standard(), new KeysInUse());
  }

  private UserTokens(
      TokenRefresher refresher, SessionHolder holder, TokenRequest wanted, KeysInUse keys) {
    this.refresher = refresher;
    this.holder = holder;
    this.wanted = wanted;
    this.keys = keys;
  }

  /** The tokens of the same user for something else. Cheap. */
  public UserTokens of(TokenRequest other) {
    return new UserTokens(refresher, holder, other, keys);
  }

  /** What these tokens are for. */
  public TokenRequest wanted() {
    return wanted;
  }

  /**
   * A token that is fresh now, renewed first if need be. Blocks for the provider only if it has to
   * be asked, for at most {@link TokenRefresher#PATIENCE}.
   */
  public TokenResult find() {
    return find(() -> TokenRefresher.PATIENCE);
  }

  @Override
  public TokenResult find(Patience patience) {
    return refresher.fresh(holder, wanted, keys, patience);
  }

  @Override
  public TokenResult insteadOf(SecretText refused, Patience patience) {
    return refresher.insteadOf(holder, wanted, refused, keys, patience);
  }

  @Override
  public boolean isNew(SecretText token) {
    return refresher.isNew(holder, token);
  }

  /** Also of a token from before the session got another key; empty once the session is over. */
  @Override
  public Optional<DpopKey> keyOf(UserAccessToken token) {
    return holder.current().flatMap(open -> token.boundTo()).flatMap(keys::of);
  }

  /** The session's key; empty if there is no session, or DPoP is off. */
  @Override
  public Optional<DpopKey> key() {
    return holder.current().map(OpenSession::session).flatMap(session -> session.key());
  }
}
