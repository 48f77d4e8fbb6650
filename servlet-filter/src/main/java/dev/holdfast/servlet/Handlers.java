package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.secret.RandomBytes;

/** One client's handlers, put together: every collaborator is made here and nowhere else. */
record Handlers(
    Routes routes,
    CookieNames cookieNames,
    Identity identity,
    Logins login,
    CallbackHandler callback,
    LogoutHandler logout,
    SessionHandler session,
    BackChannelHandler backChannel,
    FrontChannelHandler frontChannel,
    JwksHandler jwks,
    AppHandler app,
    ErrorPages errors,
    String registration) {

  /** For the application's only client. */
  static Handlers of(Oidc oidc, FilterSettings settings) {
    return of(oidc, settings, Neighbours.none(oidc.listeners()));
  }

  /** For one of several. */
  static Handlers of(Oidc oidc, FilterSettings settings, Neighbours neighbours) {
    CookieNames names =
        CookieNames.of(
            oidc.config().redirectUri(), settings.cookieName(), neighbours.sessionCookies());
    HandlerParts parts = parts(oidc, settings, neighbours, names);
    PublicAddress address = parts.address();
    ReturnPath start =
        ReturnPath.parse(address.prefix() + settings.defaultTarget()).orElse(ReturnPath.ROOT);
    Logins login =
        neighbours.choices().isEmpty()
            ? new LoginHandler(oidc, settings.loginPath(), start, parts)
            : new ChooserHandler(neighbours, settings.loginPath(), start, parts);
    StepUpHandler stepUps = new StepUpHandler(oidc, login, names, parts);
    Identity identity = new Identity(oidc, settings, names, login, stepUps);
    return new Handlers(
        parts.routes(),
        names,
        identity,
        login,
        new CallbackHandler(
            oidc,
            new Answers(oidc, address.of(settings.callbackPath())),
            parts,
            names,
            visit -> neighbours.noteLogin(visit, names)),
        new LogoutHandler(oidc, settings.afterLogout(), parts),
        new SessionHandler(settings.sessionClaims(), parts),
        new BackChannelHandler(oidc, parts.stores()),
        new FrontChannelHandler(oidc, parts.stores()),
        new JwksHandler(oidc.config().publicKeys(), parts.errors()),
        new AppHandler(oidc, identity, login, parts),
        parts.errors(),
        oidc.config().registration());
  }

  private static HandlerParts parts(
      Oidc oidc, FilterSettings settings, Neighbours neighbours, CookieNames names) {
    PublicAddress address = PublicAddress.of(oidc.config().redirectUri(), settings.callbackPath());
    BrowserSessions sessions =
        new BrowserSessions(oidc, new SessionCookies(names), neighbours.stores());
    return new HandlerParts(
        address,
        new Routes(settings, neighbours, oidc.config().remoteLogout()),
        sessions,
        neighbours.stores(),
        new LoginCookies(names),
        new LoopGuard(names),
        new ErrorPages(
            settings,
            address,
            sessions,
            RandomBytes.secure(),
            new Announcements(oidc.listeners())));
  }
}
