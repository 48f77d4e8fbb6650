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
    Optional<OpenSession> newest = sessions.again(known);
    sessions.close(known);
    events.ended(known);
    Session last = newest.orElse(known).session();
    try {
      background.execute(() -> provider.revoke(last.tokens(), last.key()));
    } catch (RejectedExecutionException e) {
      events.notRevoked(known);
    }
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
