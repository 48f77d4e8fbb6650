package dev.holdfast.servlet;

import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.core.util.Pac4jConstants;

/**
 * The request as the application sees it: with its user (Servlet §13.3), and without this filter's
 * cookies. Where nobody is logged in here, the container's own idea of the user remains.
 */
final class OidcRequest extends HttpServletRequestWrapper {
  private static final String AUTH_TYPE = "OIDC";

  private final RequestSession session;
  private final Identity identity;
  private final HttpServletResponse response;
  private boolean leftoversEnded;
  private boolean answersLater;

  OidcRequest(
      HttpServletRequest request,
      RequestSession session,
      Identity identity,
      HttpServletResponse response) {
    super(request);
    this.session = session;
    this.identity = identity;
    this.response = response;
  }

  /** Whether a request has been wrapped already, by us and perhaps by others on top. */
  static boolean isIn(ServletRequest request) {
    return find(request).isPresent();
  }

  private static Optional<OidcRequest> find(ServletRequest request) {
    ServletRequest layer = request;
    while (layer instanceof ServletRequestWrapper wrapper && !(layer instanceof OidcRequest)) {
      layer = wrapper.getRequest();
    }
    return layer instanceof OidcRequest found ? Optional.of(found) : Optional.empty();
  }

  /**
   * Who answers when the application asks for a login.
   *
   * @throws IllegalStateException if the request did not pass the filter
   */
  static LoginDemands demands(ServletRequest request) {
    return find(request).orElseThrow(RequestSession::notFiltered).identity.demands();
  }

  /**
   * What the pages of the request's user show.
   *
   * @throws IllegalStateException if the request did not pass the filter
   */
  static Optional<String> csrfToken(ServletRequest request) {
    OidcRequest found = find(request).orElseThrow(RequestSession::notFiltered);
    return found.session.current().map(found.identity.csrfTokens()::of);
  }

  /**
   * A request as it looks to the user's session at another provider.
   *
   * @throws IllegalStateException if the request did not pass the filter
   * @throws IllegalArgumentException if no provider has this name
   * @throws SessionStoreException if the store does not answer
   */
  static HttpServletRequest at(HttpServletRequest request, String provider) {
    OidcRequest here = find(request).orElseThrow(RequestSession::notFiltered);
    Handlers there =
        Entrances.in(request.getServletContext())
            .orElseThrow(RequestSession::notFiltered)
            .at(provider);
    RequestSession session = here.session.at(provider, there.app()::resume);
    HttpServletRequest below = (HttpServletRequest) here.getRequest();
    return new OidcRequest(below, session, there.identity(), here.response);
  }

  /** Throws {@link IllegalStateException} if it is too late for a login. */
  static void requireOpen(ServletResponse answer) {
    if (answer.isCommitted()) {
      throw new IllegalStateException("a login cannot start: the response is committed");
    }
  }

  private Optional<Session> user() {
    return session.current().map(OpenSession::session);
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    Optional<Session> user = user();
    return user.isPresent() ? identity.principal(user.get()) : super.getUserPrincipal();
  }

  @Override
  public @Nullable String getRemoteUser() {
    Optional<Session> user = user();
    return user.isPresent() ? identity.principal(user.get()).getName() : super.getRemoteUser();
  }

  @Override
  public @Nullable String getAuthType() {
    return user().isPresent() ? AUTH_TYPE : super.getAuthType();
  }

  @Override
  public boolean isUserInRole(@Nullable String role) {
    Optional<Session> user = user();
    return user.isPresent() ? identity.hasRole(user.get(), role) : super.isUserInRole(role);
  }

  /** Starts a login unless somebody is logged in. */
  @Override
  public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
    if (user().isPresent()) {
      return true;
    }
    requireOpen(answer);
    identity.challenge(session.visit());
    return false;
  }

  @Override
  public void login(String username, String password) throws ServletException {
    throw new ServletException("passwords are the provider's affair; call authenticate instead");
  }

  /** Ends the session here, for good, and the container's; the provider is not visited. */
  @Override
  public void logout() throws ServletException {
    Optional<OpenSession> open = session.current();
    if (open.isPresent()) {
      try {
        identity.end(open.get());
      } catch (SessionStoreException e) {
        throw new ServletException("the session store does not answer; nobody was logged out", e);
      }
      session.loggedOut();
    }
    if (super.getAuthType() != null) {
      super.logout(); // a container without users of its own may refuse even to try
    }
  }

  @Override
  public @Nullable HttpSession getSession() {
    return getSession(true);
  }

  /**
   * Never one that another user of this browser has left behind, nor one whose id somebody may know
   * from before: it gets another when a user first has it in hand, before the response is
   * committed.
   */
  @Override
  public @Nullable HttpSession getSession(boolean create) {
    if (!leftoversEnded) {
      leftoversEnded = true;
      session.endLeftovers();
    }
    HttpSession kept = super.getSession(create);
    Optional<OpenSession> user = session.current();
    if (kept != null && user.isPresent()) {
      boolean anybodys = ContainerSession.of(kept).markFor(user.get());
      if (anybodys && !response.isCommitted()) {
        ContainerSession.renewId((HttpServletRequest) getRequest());
      }
    }
    return kept;
  }

  /** The no-argument form would use the container's own objects (Servlet §2.3.3.3). */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest asked, ServletResponse answer) {
    AsyncContext async = super.startAsync(asked, answer);
    async.addListener(new AnswerEnd(session.visit().answer()));
    answersLater = true;
    return async;
  }

  /** Whether the answer may be incomplete when the application's servlet returns. */
  boolean answersLater() {
    return answersLater || isAsyncStarted();
  }

  /** Also answers pac4j's own attribute, from the claims and without tokens. */
  @Override
  public @Nullable Object getAttribute(String name) {
    if (RequestSession.ATTRIBUTE.equals(name)) {
      return session;
    }
    boolean isProfiles = Pac4jConstants.USER_PROFILES.equals(name);
    boolean isElsewhere = super.getAttribute(RequestSession.ATTRIBUTE) != session;
    Object found = isProfiles && isElsewhere ? null : super.getAttribute(name);
    if (found != null || !isProfiles) {
      return found;
    }
    Map<String, UserProfile> profiles = profiles();
    if (!isElsewhere && profiles != null) {
      super.setAttribute(name, profiles);
    }
    return profiles;
  }

  private @Nullable Map<String, UserProfile> profiles() {
    Optional<UserProfile> profile = user().map(identity::profile);
    if (profile.isEmpty()) {
      return null;
    }
    Map<String, UserProfile> profiles = new LinkedHashMap<>();
    profiles.put(profile.get().getClientName(), profile.get());
    return profiles;
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    Cookie[] all = super.getCookies();
    if (all == null) {
      return null;
    }
    Cookie[] others =
        Arrays.stream(all)
            .filter(cookie -> !identity.cookieNames().isOurs(cookie.getName()))
            .toArray(Cookie[]::new);
    return others.length == 0 ? null : others;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isCookie(name) ? cookieLines().stream().findFirst().orElse(null) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isCookie(name) ? Collections.enumeration(cookieLines()) : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(name -> isCookie(name) && cookieLines().isEmpty());
    return Collections.enumeration(names);
  }

  private static boolean isCookie(String name) {
    return "Cookie".equalsIgnoreCase(name);
  }

  private List<String> cookieLines() {
    return RequestCookies.othersOnly(
        Collections.list(super.getHeaders("Cookie")), identity.cookieNames());
  }
}
