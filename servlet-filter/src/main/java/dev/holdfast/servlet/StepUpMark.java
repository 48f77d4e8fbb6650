package dev.holdfast.servlet;

import dev.holdfast.login.LoginOutcome;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.session.OpenSession;
import java.time.Duration;

/**
 * Remembers for a moment, in a cookie, which demand a session has just met by a login. The same
 * demand again would lead to the same login (RFC 9470 §5). Who tampers with it only sees an error
 * page, or logs in again.
 */
final class StepUpMark {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final String cookie;

  StepUpMark(CookieNames names) {
    this.cookie = names.beside(CookieMark.STEP_UP);
  }

  /** Notes what a login was asked for. Once a new login would help again, the note is gone. */
  void note(Visit visit, LoginOutcome.LoggedIn in) {
    if (!in.met().isNone()) {
      Duration life = in.met().maxAge().filter(age -> age.compareTo(LONGEST) < 0).orElse(LONGEST);
      visit
          .answer()
          .set(cookie, of(in.session(), in.met()), life.compareTo(SHORTEST) < 0 ? SHORTEST : life);
    }
  }

  /** Whether this session has only just met this demand. */
  boolean isNoted(Visit visit, OpenSession session, AuthenticationDemand demand) {
    return visit.cookies().value(cookie).filter(of(session, demand)::equals).isPresent();
  }

  private static String of(OpenSession session, AuthenticationDemand demand) {
    return Integer.toHexString((session.id() + demand.parameters()).hashCode());
  }
}
