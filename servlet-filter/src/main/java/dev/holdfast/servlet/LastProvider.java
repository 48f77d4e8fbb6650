package dev.holdfast.servlet;

import java.util.Optional;

/**
 * Remembers in a cookie at which provider a browser logged in last. It only chooses among sessions
 * that the browser holds: who tampers with it gains nothing.
 *
 * @param cookie the full name of the cookie
 */
record LastProvider(String cookie) {

  /** The cookie for sessions of this bare name. */
  static LastProvider of(CookieNames names, String bareSessionName) {
    return new LastProvider(names.prefix() + CookieMark.LAST_PROVIDER.beside(bareSessionName));
  }

  void note(Visit visit, String provider) {
    visit.answer().set(cookie, provider);
  }

  Optional<String> of(RequestCookies cookies) {
    return cookies.value(cookie);
  }
}
