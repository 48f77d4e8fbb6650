package dev.holdfast.servlet;

import dev.holdfast.login.LoginRequest;
import dev.holdfast.outbound.Authorization;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenResult;
import dev.holdfast.token.UserAccessToken;
import dev.holdfast.token.UserTokenException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * The logged-in user of a request that passed {@link OidcFilter}. Every method throws {@link
 * IllegalStateException} for a request that did not.
 */
public final class OidcUser {

  private OidcUser() {}

  /**
   * A token that is fresh now, refreshed first if need be. Blocks for the provider only if it has
   * to be asked.
   *
   * @throws UserTokenException if there is none; it tells whether a new login or waiting helps
   */
  public static UserAccessToken getUserAccessToken(HttpServletRequest request) {
    return findUserAccessToken(request).orElseThrow();
  }

  /** The same, with every way it can end as a value. */
  public static TokenResult findUserAccessToken(HttpServletRequest request) {
    return RequestSession.of(request).tokens().find();
  }

  /**
   * A token for one API, or with fewer scopes: see {@link TokenRequest}. Otherwise as {@link
   * #getUserAccessToken(HttpServletRequest)}.
   *
   * @throws UserTokenException if there is none; it tells whether a new login or waiting helps
   */
  public static UserAccessToken getUserAccessToken(
      HttpServletRequest request, TokenRequest wanted) {
    return findUserAccessToken(request, wanted).orElseThrow();
  }

  /** The same, with every way it can end as a value. */
  public static TokenResult findUserAccessToken(HttpServletRequest request, TokenRequest wanted) {
    return RequestSession.of(request).tokens().of(wanted).find();
  }

  /**
   * Calls APIs as the user of the request: the allowed origins only, with token and proof. Cheap;
   * not for use beyond the request. Its calls throw {@link UserTokenException} if there is no
   * token.
   */
  public static HttpClient httpClient(HttpServletRequest request) {
    return httpClient(request, TokenRequest.standard());
  }

  /**
   * The same with other tokens than the login's. Those for a resource whose origin is among the
   * allowed ones go to that origin only.
   */
  public static HttpClient httpClient(HttpServletRequest request, TokenRequest wanted) {
    return RequestSession.of(request).httpClient(wanted);
  }

  /**
   * What lets one request of any other HTTP client in, as the user of the request. Blocks if the
   * provider has to be asked for a token.
   *
   * @param method exactly as it will be sent
   * @throws UserTokenException if there is no token
   * @throws dev.holdfast.outbound.OriginNotAllowedException if a token may not travel there
   */
  public static Authorization authorize(HttpServletRequest request, String method, URI address) {
    return authorize(request, TokenRequest.standard(), method, address);
  }

  /** The same with another token than the login's. */
  public static Authorization authorize(
      HttpServletRequest request, TokenRequest wanted, String method, URI address) {
    return RequestSession.of(request).authorize(wanted, method, address);
  }

  /**
   * Ends the session here, and the container's, then has the provider revoke its tokens (RFC 7009),
   * and waits for it. To send the browser to the provider's own logout too, post to {@code
   * /auth/logout} instead.
   *
   * @return whether the provider has revoked every token; the user is logged out here either way,
   *     and also if nobody was logged in
   * @throws SessionStoreException if the store does not answer; then nobody was logged out
   */
  public static boolean revoke(HttpServletRequest request) {
    return RequestSession.of(request).revoke();
  }

  /**
   * Gives the session another cookie, and makes those before worthless at once: for the moment at
   * which a user's rights grow without a login. Requests that are under way with the old cookie are
   * finished; those that come with it are not let in. The session itself stays, and so does its id
   * in {@link SessionInfo}. The container's session gets another id too.
   *
   * @return false if nobody is logged in; and with sessions in cookies also while the tokens are
   *     being renewed: then try again
   * @throws IllegalStateException also if the response is committed
   * @throws SessionStoreException if the store does not answer; then nothing has changed
   */
  public static boolean renewSession(HttpServletRequest request) {
    boolean renewed = RequestSession.of(request).renew();
    if (renewed) {
      ContainerSession.renewId(request);
    }
    return renewed;
  }

  /**
   * Makes sure that the user has authenticated as demanded, going by what the provider said at
   * their login and up to {@code clock-leeway}. If not, the request is answered as {@link #stepUp}
   * does.
   *
   * @return true if they have: go on. False if the request is answered: return at once
   */
  public static boolean requireAuthentication(
      HttpServletRequest request, HttpServletResponse response, AuthenticationDemand demand)
      throws IOException, ServletException {
    boolean met = OidcRequest.demands(request).isMet(RequestSession.of(request), demand);
    if (!met) {
      stepUp(request, response, demand);
    }
    return met;
  }

  /**
   * Answers the request by asking for a login that meets the demand, whatever the session shows:
   * for what an API demands (RFC 9470). Call it before anything was written, and return at once.
   *
   * <p>A person who opened a page is sent to the provider and comes back to it. A script, and a
   * person who sent a form, get a 401 with {@code step_up_required} and an address that begins the
   * login: in JSON as {@code error.location}, on the page as its link. Only the same user can
   * finish it; their session is then replaced, and stays as it was if they fail. What was demanded
   * and met only just now ends in a 403 with {@code step_up_failed}.
   *
   * @throws IllegalStateException also if the response is committed
   */
  public static void stepUp(
      HttpServletRequest request, HttpServletResponse response, AuthenticationDemand demand)
      throws IOException, ServletException {
    asking(request, response).stepUp(RequestSession.of(request), demand);
  }

  /**
   * Answers the request by asking for a login as {@code wanted}, and leading where that says. With
   * a demand it is the step-up of a user who is logged in, as in {@link #stepUp}; without one,
   * anybody may log in. Nothing in {@code wanted} may come from the request.
   *
   * @throws IllegalStateException also if the response is committed
   */
  public static void login(
      HttpServletRequest request, HttpServletResponse response, LoginRequest wanted)
      throws IOException, ServletException {
    asking(request, response).login(RequestSession.of(request), wanted);
  }

  /**
   * Finds out whether the provider knows the visitor, without showing them anything ({@code
   * prompt=none}): for pages that everybody may see, but that look different for users. A person
   * who is not logged in here is sent to the provider and straight back to the page, logged in if
   * that is possible without a question. If it is not, that is remembered for five minutes. Whoever
   * has logged out is left alone until they log in or close the browser.
   *
   * <p>Call it before anything was written. Blocks for the provider, unless there is nothing to
   * find out.
   *
   * @return true if the page goes on: somebody is logged in, or nobody is and it is no use to ask.
   *     False if the request is answered: return at once
   * @throws IllegalStateException also if the response is committed
   */
  public static boolean loginSilently(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestSession session = RequestSession.of(request);
    return session.current().isPresent() || !asking(request, response).findOut(session);
  }

  private static LoginDemands asking(HttpServletRequest request, HttpServletResponse response) {
    LoginDemands demands = OidcRequest.demands(request);
    OidcRequest.requireOpen(response);
    response.resetBuffer();
    return demands;
  }

  /**
   * The same request as the user's session at another provider sees it, for every method here and
   * for whatever a request says of its user. That user may be another, or nobody. Reads the store
   * when first called for a request.
   *
   * @param provider by the name that the settings give it
   * @throws IllegalArgumentException if no provider has this name
   * @throws SessionStoreException if the store does not answer
   */
  public static HttpServletRequest at(HttpServletRequest request, String provider) {
    return OidcRequest.at(request, provider);
  }

  /**
   * What a form of this user's page shows, as its field {@code csrf_token}, and a script as the
   * header {@code X-CSRF-Token}, where {@code csrf-protection} is on. It differs each time, and
   * each is good until the session ends or is replaced by the next login. Not for addresses.
   *
   * @return letters, digits, hyphens and underscores; empty if nobody is logged in
   */
  public static Optional<String> csrfToken(HttpServletRequest request) {
    return OidcRequest.csrfToken(request);
  }

  /** The session of the request; empty if nobody is logged in. */
  public static Optional<SessionInfo> session(HttpServletRequest request) {
    return RequestSession.of(request).current().map(SessionInfo::of);
  }
}
