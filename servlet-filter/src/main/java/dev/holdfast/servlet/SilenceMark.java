package dev.holdfast.servlet;

import java.time.Duration;

/**
 * Remembers for a while, in a cookie, that the provider could not log a user in without asking.
 * Asked again at once, it would answer the same. Who tampers with it only logs in by hand, or makes
 * a detour.
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

  boolean isNoted(Visit visit) {
    return visit.cookies().value(cookie).isPresent();
  }

  /** Forgets it: somebody has logged in. */
  void calm(Visit visit) {
    visit.cookies().value(cookie).ifPresent(noted -> visit.answer().clear(cookie));
  }
}
