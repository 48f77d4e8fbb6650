package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.seal.Ticket;
import dev.holdfast.session.OpenSession;
import java.util.Optional;

/**
 * Finds the session of a browser by its cookies. A dead cookie is left where it is: another tab may
 * be replacing it at this very moment, and the next login replaces it anyway.
 */
record BrowserSessions(Oidc oidc, SessionCookies cookies, StoreWatch stores) {

  /**
   * The session of a visit that is about to change it. The store is asked in any case.
   *
   * @throws dev.holdfast.session.SessionStoreException if the store does not answer
   */
  Optional<OpenSession> find(Visit visit) {
    return cookies
        .read(visit.cookies())
        .flatMap(ticket -> stores.readingToChange(() -> oidc.sessions().resume(ticket)));
  }

  /** The same, for the application. A newer ticket than the browser's goes into the answer. */
  RequestSession resume(Visit visit) {
    Optional<Ticket> ticket = cookies.read(visit.cookies());
    Optional<OpenSession> found = ticket.flatMap(this::resume);
    if (found.isEmpty()) {
      ticket.ifPresent(dead -> stores.writing(() -> oidc.logout().endIdle(dead), ended -> ended));
    }
    RequestSession session =
        new RequestSession(this, visit, found.orElse(null), ticket.orElse(null));
    found.ifPresent(session::given);
    return session;
  }

  /** The session that a ticket opens. */
  Optional<OpenSession> resume(Ticket ticket) {
    return stores.reading(() -> oidc.sessions().resume(ticket));
  }

  /** A request without a session. */
  RequestSession none(Visit visit) {
    return new RequestSession(this, visit, null, null);
  }

  /** Gives the browser a session. */
  void hand(Visit visit, OpenSession session) {
    cookies.write(visit.answer(), session.ticket(), visit.cookies());
  }

  /** Takes the session's cookies from the browser. */
  void take(Visit visit) {
    cookies.clear(visit.answer(), visit.cookies());
  }
}
