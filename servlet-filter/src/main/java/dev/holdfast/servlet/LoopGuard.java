package dev.holdfast.servlet;

import java.time.Duration;
import java.util.Optional;

/**
 * Notices a browser that logs in, comes back without a session, and is sent to log in again. A
 * short counter in a cookie is enough: who tampers with it only sees an error page.
 */
final class LoopGuard {
  private static final int MOST = 3;
  private static final Duration MEMORY = Duration.ofSeconds(60);

  private final String cookie;

  LoopGuard(CookieNames names) {
    this.cookie = names.beside(CookieMark.LOGINS);
  }

  /** Whether this browser has just logged in more often than a person would. */
  boolean isLooping(Visit visit) {
    return logins(visit) >= MOST;
  }

  /** Counts a login that went well. */
  void count(Visit visit) {
    visit.answer().set(cookie, Integer.toString(Math.min(MOST, logins(visit) + 1)), MEMORY);
  }

  /** Goes on counting, although a session is there: the next login follows at once. */
  void keep(Visit visit) {
    int counted = logins(visit);
    if (counted > 0) {
      visit.answer().set(cookie, Integer.toString(counted), MEMORY);
    }
  }

  /** Forgets what it counted: the browser has kept a session, or given it up. */
  void calm(Visit visit) {
    visit.cookies().value(cookie).ifPresent(counted -> visit.answer().clear(cookie));
  }

  private int logins(Visit visit) {
    Optional<String> value = visit.cookies().value(cookie);
    return value.filter(text -> text.matches("[0-9]")).map(Integer::parseInt).orElse(0);
  }
}
