package dev.holdfast.servlet;

/** What the handlers share. */
record HandlerParts(
    PublicAddress address,
    Routes routes,
    BrowserSessions sessions,
    StoreWatch stores,
    LoginCookies loginCookies,
    LoopGuard loops,
    CsrfTokens csrfTokens,
    ArrivalMark arrivals,
    LogoutReturns logoutReturns,
    ErrorPages errors) {}
