package dev.holdfast.servlet;

/** What the handlers share. */
record HandlerParts(
    PublicAddress address,
    Routes routes,
    BrowserSessions sessions,
    LoginCookies loginCookies,
    LoopGuard loops,
    ErrorPages errors) {}
