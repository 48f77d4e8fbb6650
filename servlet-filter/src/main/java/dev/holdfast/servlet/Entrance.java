package dev.holdfast.servlet;

import dev.holdfast.Oidc;

/**
 * One provider's way into an application.
 *
 * @param name in the settings; the registration's where there is one provider only
 * @param label what people choose by
 */
record Entrance(String name, String label, Oidc oidc, Territory territory, Handlers handlers) {

  /** Whether a browser brings a cookie of a session here. */
  boolean isKnownTo(RequestCookies cookies) {
    return cookies.value(handlers.cookieNames().session()).isPresent();
  }
}
