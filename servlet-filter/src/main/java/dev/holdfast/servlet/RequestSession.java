package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.event.Listeners;
import dev.holdfast.outbound.Authorization;
import dev.holdfast.seal.Ticket;
import dev.holdfast.session.Custody;
import dev.holdfast.session.OpenSession;
import dev.holdfast.token.SessionHolder;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.UserTokens;
import dev.holdfast.transport.Origin;
import jakarta.servlet.ServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.util.Pac4jConstants;

/**
 * The session of one request: what it knows, and what its browser must be told. Stays the same over
 * all dispatches of the request. Thread-safe.
 */
final class RequestSession implements SessionHolder {
  static final String ATTRIBUTE = RequestSession.class.getName();

  private final Oidc oidc;
  private final BrowserSessions sessions;
  private final Visit visit;
  private final Events events = new Events();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable OpenSession session;
  private @Nullable Ticket ticketAtBrowser;
  private boolean over;
  private final Map<String, RequestSession> elsewhere = new HashMap<>();

  /**
   * A request's session.
   *
   * @param sessions of its provider
   * @param session what was found; null if nobody is logged in
   * @param presented the ticket that the browser holds; null if it holds none
   */
  RequestSession(
      BrowserSessions sessions,
      Visit visit,
      @Nullable OpenSession session,
      @Nullable Ticket presented) {
    this.oidc = sessions.oidc();
    this.sessions = sessions;
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
    return find(request).orElseThrow(RequestSession::notFiltered);
  }

  static IllegalStateException notFiltered() {
    return new IllegalStateException(
        "this request did not pass OidcFilter; check the filter's mapping and order");
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

  HttpClient httpClient(TokenRequest wanted) {
    return oidc.httpClient(tokens().of(wanted));
  }

  Authorization authorize(TokenRequest wanted, String method, URI address) {
    return oidc.authorize(tokens().of(wanted), method, address);
  }

  /** Ends the session and revokes its tokens; true if nothing of it is left at the provider. */
  boolean revoke() {
    Optional<OpenSession> open = current();
    boolean revoked = open.map(this::revoked).orElse(true);
    open.ifPresent(ended -> loggedOut());
    return revoked;
  }

  private boolean revoked(OpenSession open) {
    return sessions.stores().writing(() -> oidc.logout().revoke(open), answered -> true);
  }

  /** Gives the browser another ticket; true if it has one, and those before are dead. */
  boolean renew() {
    Optional<OpenSession> open = current();
    if (open.isPresent() && !visit.answer().isOpen()) {
      throw new IllegalStateException("the response is committed: it can set no cookie any more");
    }
    Optional<OpenSession> renewed = open.flatMap(known -> stillGood()).flatMap(this::renewed);
    renewed.ifPresent(this::given);
    return renewed.isPresent();
  }

  private Optional<OpenSession> renewed(OpenSession known) {
    return sessions.stores().writing(() -> oidc.sessions().renew(known), Optional::isPresent);
  }

  /** By the browser's own ticket: a request may outlive it. */
  private Optional<OpenSession> stillGood() {
    return Optional.ofNullable(ticketNow()).flatMap(sessions::resume);
  }

  private @Nullable Ticket ticketNow() {
    lock.lock();
    try {
      return ticketAtBrowser;
    } finally {
      lock.unlock();
    }
  }

  /** The session of the same browser at another provider, found by {@code find} once. */
  RequestSession at(String provider, Function<Visit, RequestSession> find) {
    return known(provider).orElseGet(() -> first(provider, find.apply(visit)));
  }

  private Optional<RequestSession> known(String provider) {
    lock.lock();
    try {
      return Optional.ofNullable(elsewhere.get(provider));
    } finally {
      lock.unlock();
    }
  }

  /** Whoever finds it second goes on with what the first has found. */
  private RequestSession first(String provider, RequestSession found) {
    lock.lock();
    try {
      RequestSession before = elsewhere.putIfAbsent(provider, found);
      return before == null ? found : before;
    } finally {
      lock.unlock();
    }
  }

  Visit visit() {
    return visit;
  }

  /** As browsers know it; no header of the request has a say in it. */
  String ownOrigin() {
    return Origin.of(oidc.config().redirectUri()).toString();
  }

  /** Who hears what happens. */
  Listeners listeners() {
    return oidc.listeners();
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

  /** On the server a session changes without its cookie, whatever became of the response. */
  @Override
  public boolean canChange() {
    return oidc.sessions().custody() == Custody.SERVER || visit.answer().isOpen();
  }

  /**
   * The browser gets a newer ticket only if its own leads there: what another request found out may
   * be older than what this one knows, or be meant for another browser.
   */
  @Override
  public void changed(OpenSession now) {
    lock.lock();
    try {
      OpenSession known = session;
      if (over || (known != null && oidc.sessions().isOutdated(now, known))) {
        return; // a refresh that began before the end revives nothing
      }
      session = now;
      Ticket held = ticketAtBrowser;
      if (held != null && !held.equals(now.ticket()) && oidc.sessions().leadsTo(held, now)) {
        given(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The browser is to get the session's ticket. */
  void given(OpenSession now) {
    lock.lock();
    try {
      session = now;
      Ticket ticket = now.ticket();
      if (ticket.equals(ticketAtBrowser)) {
        return;
      }
      if (visit.answer().ifOpen(() -> sessions.hand(visit, now))) {
        ticketAtBrowser = ticket;
      } else if (oidc.sessions().custody() == Custody.BROWSER) {
        events.cookieTooLate(now); // on the server the ticket before is good until the next answer
      }
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the cookie alone: another tab may have replaced it by now. */
  @Override
  public void ended() {
    lock.lock();
    try {
      session = null;
      over = true;
    } finally {
      lock.unlock();
    }
  }

  /** The session was ended by this very request, so that its cookie and the container's go too. */
  void loggedOut() {
    Optional<OpenSession> last;
    lock.lock();
    try {
      last = current();
      ended();
      if (visit.answer().ifOpen(() -> sessions.take(visit))) {
        ticketAtBrowser = null;
      }
    } finally {
      lock.unlock();
    }
    visit.answer().unlessOver(() -> forget(last)); // which runs listeners of the application
  }

  private void forget(Optional<OpenSession> last) {
    visit.request().removeAttribute(Pac4jConstants.USER_PROFILES);
    ContainerSession.of(visit.request()).ifPresent(kept -> kept.endOf(last));
  }

  /**
   * Ends what the container still keeps of another user, or of one who is gone. A request that
   * brought no session says nothing about its user: browsers do not send every cookie everywhere.
   */
  void endLeftovers() {
    lock.lock();
    try {
      Optional<OpenSession> user = current();
      if (user.isPresent() || ticketAtBrowser != null) {
        ContainerSession.of(visit.request()).ifPresent(kept -> kept.endUnlessOf(user));
      }
    } finally {
      lock.unlock();
    }
  }
}
