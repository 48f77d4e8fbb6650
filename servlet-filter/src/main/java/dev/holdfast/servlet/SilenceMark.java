package dev.holdfast.servlet;

import java.time.Duration;

/**
 * Remembers in a cookie that nobody is to be logged in without being asked: for a while, because
 * the provider could not, and would answer the same again; or because the user has logged out. Who
 * tampers with it only logs in by hand, or makes a detour.
 */
final class SilenceMark {
  private static final Duration MEMORY = Duration.ofMinutes(5);

  private final String cookie;

  SilenceMark(CookieNames names) {
    this.cookie = names.beside(CookieMark.SILENT);
  }

  /** Notes that nobody could be logged in. */
  void note(Visit visit) {
    visit.answer().set(cookie, "1", MEMORY);
  }

  /** Notes that a user has left, until somebody logs in or the browser closes. */
  void noteLogout(ResponseCookies answer) {
    answer.set(cookie, "1");
  }

  boolean isNoted(Visit visit) {
    return visit.cookies().value(cookie).isPresent() || visit.answer().sets(cookie);
  }

  /** Forgets it: somebody has logged in. */
  void calm(Visit visit) {
    visit.cookies().value(cookie).ifPresent(noted -> visit.answer().clear(cookie));
  }
}
