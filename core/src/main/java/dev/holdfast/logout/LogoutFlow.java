package dev.holdfast.logout;

import dev.holdfast.provider.OidcProvider;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import dev.holdfast.session.Sessions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Ends sessions: here first, for good; then the tokens are revoked behind the request, and the
 * browser may be sent to the provider. Thread-safe.
 */
public final class LogoutFlow {
  private final Sessions sessions;
  private final OidcProvider provider;
  private final Executor background;
  private final Events events = new Events();

  /** A flow; {@code background} runs revocations. */
  public LogoutFlow(Sessions sessions, OidcProvider provider, Executor background) {
    this.sessions = sessions;
    this.provider = provider;
    this.background = background;
  }

  /**
   * Ends the session here and revokes its tokens. Blocks for the store only.
   *
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer; then the
   *     session is not ended
   */
  public void end(OpenSession known) {
    Session last = closed(known);
    try {
      background.execute(() -> provider.revoke(last.tokens(), last.key()));
    } catch (RejectedExecutionException e) {
      events.notRevoked(known);
    }
  }

  /**
   * Ends the session here, and then waits for the provider to revoke its tokens (RFC 7009): for at
   * most two HTTP requests a token.
   *
   * @return whether the provider has revoked them all; the session is over either way
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer; then the
   *     session is not ended
   */
  public boolean revoke(OpenSession known) {
    Session last = closed(known);
    return provider.revoke(last.tokens(), last.key());
  }

  private Session closed(OpenSession known) {
    Optional<OpenSession> newest = sessions.again(known);
    sessions.close(known);
    events.ended(known);
    return newest.orElse(known).session();
  }

  /**
   * Ends a session that makes room for the next one of its browser. Its tokens are revoked only if
   * it was another user's: providers take a revoked refresh token for the end of everything its
   * user does with this client, the next session included. Blocks for the store only.
   *
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer; then the
   *     session is not ended
   */
  public void replace(OpenSession known, OpenSession next) {
    if (known.session().subject().equals(next.session().subject())) {
      sessions.close(known);
    } else {
      end(known);
    }
  }

  /**
   * Where to send the browser so that the provider logs the user out too; empty if it offers
   * nothing or does not answer.
   */
  public Optional<URI> atProvider(OpenSession ended) {
    return provider.endSession(Optional.of(ended.session().tokens().idToken()));
  }
}
