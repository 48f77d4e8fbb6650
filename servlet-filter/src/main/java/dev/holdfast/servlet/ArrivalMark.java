package dev.holdfast.servlet;

import java.time.Duration;

/**
 * Remembers for a minute that another site has led a browser here, although the request itself
 * comes from a page of this origin by now. It lets nobody be led round twice.
 */
final class ArrivalMark {
  private static final Duration MEMORY = Duration.ofSeconds(60);

  private final String cookie;

  private ArrivalMark(String cookie) {
    this.cookie = cookie;
  }

  /** The same for all sessions of a browser: another may answer when it arrives. */
  static ArrivalMark of(CookieNames names, String bareSessionName) {
    return new ArrivalMark(names.prefix() + CookieMark.ARRIVED.beside(bareSessionName));
  }

  void note(Visit visit) {
    visit.answer().set(cookie, "1", MEMORY);
  }

  boolean isNoted(Visit visit) {
    return visit.cookies().value(cookie).isPresent();
  }

  /** Forgets it: a session was found, or the person was asked. */
  void calm(Visit visit) {
    visit.cookies().value(cookie).ifPresent(noted -> visit.answer().clear(cookie));
  }
}
