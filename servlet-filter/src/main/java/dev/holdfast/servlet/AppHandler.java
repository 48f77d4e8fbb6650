package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets the application's own requests pass, with their user, or asks for a login. */
final class AppHandler {
  private final Oidc oidc;
  private final Identity identity;
  private final Logins logins;
  private final CsrfGuard csrf;
  private final HandlerParts parts;
  private final Events events = new Events();

  AppHandler(Oidc oidc, Identity identity, Logins logins, CsrfGuard csrf, HandlerParts parts) {
    this.oidc = oidc;
    this.identity = identity;
    this.logins = logins;
    this.csrf = csrf;
    this.parts = parts;
  }

  /** A path for everybody; it works without the store too. */
  void open(Visit visit, FilterChain chain) throws IOException, ServletException {
    RequestSession session;
    try {
      session = resume(visit);
    } catch (SessionStoreException e) {
      session = parts.sessions().none(visit);
    }
    pass(visit, session, chain);
  }

  /** A path for users who are logged in. A store that does not answer logs nobody out. */
  void guard(Visit visit, FilterChain chain) throws IOException, ServletException {
    RequestSession session;
    try {
      session = resume(visit);
    } catch (SessionStoreException e) {
      parts.errors().sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
      return;
    }
    if (session.current().isPresent()) {
      pass(visit, session, chain);
    } else if (visit.isMethod("GET") && visit.intent().isNavigation()) {
      logins.startFromApplication(visit);
    } else {
      parts.errors().send(visit, HttpServletResponse.SC_UNAUTHORIZED, ErrorCode.SESSION_REQUIRED);
    }
  }

  /**
   * The session of a visit, whose use this is.
   *
   * @throws SessionStoreException if the store does not answer
   */
  RequestSession resume(Visit visit) {
    RequestSession session = parts.sessions().resume(visit);
    Optional<OpenSession> open = session.current();
    if (open.isPresent()) {
      session.changed(touched(open.get()));
      visit
          .answer()
          .ifOpen(
              () -> {
                parts.loops().calm(visit);
                parts.arrivals().calm(visit);
              });
    }
    return session;
  }

  /** What cannot be noted costs nobody the page. */
  private OpenSession touched(OpenSession open) {
    try {
      return parts.stores().writing(() -> oidc.sessions().touch(open), after -> after != open);
    } catch (RecordTooLargeException e) {
      events.notTouched(open, e);
      return open;
    } catch (SessionStoreException e) {
      return open; // told by StoreWatch; the next use is as good
    }
  }

  private void pass(Visit visit, RequestSession session, FilterChain chain)
      throws IOException, ServletException {
    session.attach(visit.request());
    Optional<ErrorCode> objection = csrf.objection(visit, session.current());
    if (objection.isPresent()) {
      parts.errors().send(visit, HttpServletResponse.SC_FORBIDDEN, objection.get());
    } else {
      if (session.current().isPresent() && visit.intent().isForDisplay()) {
        visit.protectPage();
      }
      wrap(visit.request(), visit.response(), session, chain);
    }
  }

  /** Another dispatch of a request that was judged before, or of one that failed before that. */
  void pass(Visit visit, FilterChain chain) throws IOException, ServletException {
    HttpServletRequest request = visit.request();
    RequestSession session =
        RequestSession.find(request).orElseGet(() -> parts.sessions().none(visit).attach(request));
    session.visit().answer().goOn();
    wrap(request, visit.response(), session, chain);
  }

  private void wrap(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestSession session,
      FilterChain chain)
      throws IOException, ServletException {
    OidcResponse answer = new OidcResponse(response, session.visit().answer());
    OidcRequest asked = new OidcRequest(request, session, identity, answer);
    try {
      chain.doFilter(asked, answer);
    } finally {
      if (!asked.answersLater()) {
        session.visit().answer().close();
      }
    }
  }
}
