package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.secret.RandomBytes;

/** One client's handlers, put together. */
record Handlers(
    Routes routes,
    CookieNames cookieNames,
    Identity identity,
    Logins login,
    CallbackHandler callback,
    LogoutHandler logout,
    LogoutReturnHandler logoutReturn,
    SessionHandler session,
    BackChannelHandler backChannel,
    FrontChannelHandler frontChannel,
    JwksHandler jwks,
    AppHandler app,
    HttpsRule https,
    boolean hardensContainerSession,
    ErrorPages errors,
    PublicAddress address,
    String registration) {

  /** For the application's only client. */
  static Handlers of(Oidc oidc, FilterSettings settings) {
    return of(oidc, settings, Neighbours.none(oidc.listeners()));
  }

  /** For one of several. */
  static Handlers of(Oidc oidc, FilterSettings settings, Neighbours neighbours) {
    CookieNames names =
        CookieNames.of(
            oidc.config().redirectUri(),
            settings.browser(),
            settings.cookieName(),
            neighbours.sessionCookies());
    HandlerParts parts = parts(oidc, settings, neighbours, names);
    PublicAddress address = parts.address();
    Logins login = logins(oidc, settings, neighbours, parts);
    if (names.isStrict()) {
      login = new Arrivals(login, settings.loginPath(), parts);
    }
    LoginDemands demands = new LoginDemands(oidc, login, names, parts);
    Identity identity = new Identity(oidc, settings, names, parts, demands);
    return new Handlers(
        parts.routes(),
        names,
        identity,
        login,
        new CallbackHandler(
            oidc,
            new Answers(oidc, address.of(settings.callbackPath()), names),
            parts,
            names,
            visit -> neighbours.noteLogin(visit, names)),
        new LogoutHandler(oidc, settings, parts),
        new LogoutReturnHandler(settings.afterLogout(), parts),
        new SessionHandler(settings.sessionClaims(), oidc.time(), parts),
        new BackChannelHandler(oidc, parts.stores()),
        new FrontChannelHandler(oidc, parts.stores()),
        new JwksHandler(oidc.config().publicKeys(), parts.errors()),
        new AppHandler(
            oidc, identity, login, new CsrfGuard(settings.browser(), names, parts), parts),
        new HttpsRule(settings.container().requireHttps(), address, parts.errors()),
        settings.container().hardenSession(),
        parts.errors(),
        address,
        oidc.config().registration());
  }

  private static Logins logins(
      Oidc oidc, FilterSettings settings, Neighbours neighbours, HandlerParts parts) {
    ReturnPath start =
        ReturnPath.parse(parts.address().prefix() + settings.defaultTarget())
            .orElse(ReturnPath.ROOT);
    return neighbours.choices().isEmpty()
        ? new LoginHandler(oidc, settings.loginPath(), start, parts)
        : new ChooserHandler(neighbours, settings.loginPath(), start, parts);
  }

  private static HandlerParts parts(
      Oidc oidc, FilterSettings settings, Neighbours neighbours, CookieNames names) {
    PublicAddress address = PublicAddress.of(oidc.config().redirectUri(), settings.callbackPath());
    BrowserSessions sessions =
        new BrowserSessions(
            oidc,
            new SessionCookies(names, new Announcements(oidc.listeners())),
            neighbours.stores());
    return new HandlerParts(
        address,
        neighbours.choices().isEmpty()
            ? Routes.of(settings, neighbours, oidc.config().remoteLogout())
            : Routes.undecided(settings, neighbours),
        sessions,
        neighbours.stores(),
        new LoginCookies(names),
        new LoopGuard(names),
        new CsrfTokens(oidc.config(), RandomBytes.secure()),
        ArrivalMark.of(names, neighbours.sharedName().orElse(settings.cookieName())),
        new LogoutReturns(
            oidc, names, address.of(settings.logoutReturnPath()), RandomBytes.secure()),
        new ErrorPages(
            settings,
            address,
            sessions,
            RandomBytes.secure(),
            new Announcements(oidc.listeners())));
  }
}
