package dev.holdfast.logout;

import dev.holdfast.event.Listeners;
import dev.holdfast.provider.EndSessionRequest;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.seal.Ticket;
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
  private final Events events;

  /** A flow; {@code background} runs revocations. */
  public LogoutFlow(
      Sessions sessions, OidcProvider provider, Executor background, Listeners listeners) {
    this.sessions = sessions;
    this.provider = provider;
    this.background = background;
    this.events = new Events(listeners);
  }

  /**
   * Ends the session here and revokes its tokens. Blocks for the store only.
   *
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer; then the
   *     session is not ended
   */
  public void end(OpenSession known) {
    Session last = closed(known);
    events.ended(known);
    behind(known, () -> provider.revoke(last.tokens(), last.key(), last.subject()));
  }

  /**
   * Ends the session of a ticket for good if it was not used for too long, and revokes its tokens
   * as far as the ticket still opens them. Blocks for the store only.
   *
   * @return whether there was such a session
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer
   */
  public boolean endIdle(Ticket ticket) {
    Optional<OpenSession> idle = sessions.idle(ticket);
    if (idle.isPresent()) {
      sessions.close(idle.get());
      events.endedUnused(idle.get());
      Session last = idle.get().session();
      behind(idle.get(), () -> provider.revoke(last.tokens(), last.key(), last.subject()));
    }
    return idle.isPresent();
  }

  /** Closes a session and answers what it was at last. */
  private Session closed(OpenSession known) {
    Optional<OpenSession> newest = sessions.again(known);
    sessions.close(known);
    return newest.orElse(known).session();
  }

  private void behind(OpenSession known, Runnable revocation) {
    try {
      background.execute(revocation);
    } catch (RejectedExecutionException e) {
      events.notRevoked(known);
    }
  }

  /**
   * Ends the session here, and then waits for the provider to revoke its tokens (RFC 7009): for at
   * most three HTTP requests a token.
   *
   * @return whether the provider has revoked them all; the session is over either way
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer; then the
   *     session is not ended
   */
  public boolean revoke(OpenSession known) {
    Session last = closed(known);
    events.ended(known);
    return provider.revoke(last.tokens(), last.key(), last.subject());
  }

  /**
   * Ends a session that makes room for the next one of its browser, and revokes its tokens. The
   * refresh token is left out if both sessions may belong to one of the provider's: many providers
   * take a revoked one for the end of all that came of that session, the next one here included. No
   * session holds it any more. Blocks for the store only.
   *
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer; then the
   *     session is not ended
   */
  public void replace(OpenSession known, OpenSession next) {
    Session last = closed(known);
    events.replaced(known);
    behind(
        known,
        mayShareLogin(last, next.session())
            ? () -> provider.revokeAccess(last.tokens(), last.key())
            : () -> provider.revoke(last.tokens(), last.key(), last.subject()));
  }

  /** By {@code sid}; a provider that does not tell may well count two logins as one. */
  private static boolean mayShareLogin(Session one, Session other) {
    Optional<String> sid = one.sid();
    Optional<String> otherSid = other.sid();
    boolean known = sid.isPresent() && otherSid.isPresent();
    return one.subject().equals(other.subject()) && (!known || sid.equals(otherSid));
  }

  /**
   * Where to send the browser so that the provider logs the user out too; empty if it offers
   * nothing or does not answer.
   *
   * @param state comes back with the browser, if it comes back
   */
  public Optional<URI> atProvider(OpenSession ended, Optional<String> state) {
    Session session = ended.session();
    String hint = session.idTokenClaims().text("login_hint").orElse(session.subject());
    return provider.endSession(new EndSessionRequest(session.tokens().idToken(), hint, state));
  }
}
