package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.session.OpenSession;
import dev.holdfast.token.SessionHolder;
import dev.holdfast.token.UserTokens;
import jakarta.servlet.ServletRequest;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request: what it knows, and what its browser must be told. Stays the same over
 * all dispatches of the request. Thread-safe.
 */
final class RequestSession implements SessionHolder {
  private static final String ATTRIBUTE = RequestSession.class.getName();

  private final Oidc oidc;
  private final SessionCookies cookies;
  private final Visit visit;
  private final Events events = new Events();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable OpenSession session;
  private String ticketAtBrowser;

  /**
   * A request's session.
   *
   * @param session what was found; null if nobody is logged in
   * @param presented the text of the ticket that the browser holds; empty if it holds none
   */
  RequestSession(
      Oidc oidc,
      SessionCookies cookies,
      Visit visit,
      @Nullable OpenSession session,
      String presented) {
    this.oidc = oidc;
    this.cookies = cookies;
    this.visit = visit;
    this.session = session;
    this.ticketAtBrowser = presented;
  }

  /**
   * The session that the filter put on a request.
   *
   * @throws IllegalStateException if the request did not pass the filter
   */
  static RequestSession of(ServletRequest request) {
    return find(request)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "this request did not pass OidcFilter; check the filter's mapping and order"));
  }

  static Optional<RequestSession> find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestSession found
        ? Optional.of(found)
        : Optional.empty();
  }

  RequestSession attach(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
    return this;
  }

  UserTokens tokens() {
    return oidc.tokens(this);
  }

  HttpClient httpClient() {
    return oidc.httpClient(tokens());
  }

  Visit visit() {
    return visit;
  }

  @Override
  public Optional<OpenSession> current() {
    lock.lock();
    try {
      return Optional.ofNullable(session);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean canChange() {
    return visit.answer().isOpen();
  }

  @Override
  public void changed(OpenSession now) {
    lock.lock();
    try {
      session = now;
      String ticket = now.ticket().text();
      if (ticket.equals(ticketAtBrowser)) {
        return;
      }
      if (canChange()) {
        cookies.write(visit.answer(), now.ticket(), visit.cookies());
        ticketAtBrowser = ticket;
      } else {
        events.cookieTooLate(now);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended() {
    lock.lock();
    try {
      session = null;
      if (canChange()) {
        cookies.clear(visit.answer(), visit.cookies());
        ticketAtBrowser = "";
      }
    } finally {
      lock.unlock();
    }
  }
}
