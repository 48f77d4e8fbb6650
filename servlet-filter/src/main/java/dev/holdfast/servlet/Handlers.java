package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.secret.RandomBytes;

/** The filter's parts, put together: every collaborator is made here and nowhere else. */
record Handlers(
    Routes routes,
    CookieNames cookieNames,
    LoginHandler login,
    CallbackHandler callback,
    LogoutHandler logout,
    SessionHandler session,
    AppHandler app,
    ErrorPages errors) {

  static Handlers of(Oidc oidc, FilterSettings settings) {
    PublicAddress address = PublicAddress.of(oidc.config().redirectUri(), settings.callbackPath());
    CookieNames names = CookieNames.of(oidc.config().redirectUri(), settings.cookieName());
    StoreWatch stores = new StoreWatch();
    BrowserSessions sessions = new BrowserSessions(oidc, new SessionCookies(names), stores);
    ErrorPages errors = new ErrorPages(settings, address, sessions, RandomBytes.secure());
    HandlerParts parts =
        new HandlerParts(
            address,
            new Routes(settings),
            sessions,
            stores,
            new LoginCookies(names),
            new LoopGuard(names),
            errors);
    ReturnPath start =
        ReturnPath.parse(address.prefix() + settings.defaultTarget()).orElse(ReturnPath.ROOT);
    StepUpMark marks = new StepUpMark(names);
    LoginHandler login = new LoginHandler(oidc, settings.loginPath(), start, parts);
    StepUpHandler stepUps = new StepUpHandler(oidc, login, marks, parts);
    Identity identity = new Identity(oidc, settings, names, login, stepUps);
    new Events().ready(oidc.config().registration(), address.of("/"));
    return new Handlers(
        parts.routes(),
        names,
        login,
        new CallbackHandler(oidc, parts, names, marks),
        new LogoutHandler(oidc, settings.afterLogout(), parts),
        new SessionHandler(settings.sessionClaims(), parts),
        new AppHandler(oidc, identity, login, parts),
        errors);
  }
}
