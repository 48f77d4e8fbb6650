package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.session.OpenSession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the application's own code asks for a login: a person is sent to the provider, a script is
 * told the address that does so. Ends what would go on for ever.
 */
final class LoginDemands {
  private final Oidc oidc;
  private final Logins logins;
  private final StepUpMark marks;
  private final SilenceMark silence;
  private final HandlerParts parts;
  private final Events events = new Events();

  LoginDemands(Oidc oidc, Logins logins, CookieNames names, HandlerParts parts) {
    this.oidc = oidc;
    this.logins = logins;
    this.marks = new StepUpMark(names);
    this.silence = new SilenceMark(names);
    this.parts = parts;
  }

  /** Whether the session's user has authenticated as demanded. */
  boolean isMet(RequestSession session, AuthenticationDemand demand) {
    return session
        .current()
        .filter(user -> oidc.stepUps().isMet(demand, user.session()))
        .isPresent();
  }

  /** Asks for any login, of a visitor who is not logged in. */
  void logIn(Visit visit) throws IOException, ServletException {
    logins.startFromApplication(visit);
  }

  /** Asks for a login that leads back to what was asked for, if that can be asked for again. */
  void stepUp(RequestSession session, AuthenticationDemand demand)
      throws IOException, ServletException {
    Visit visit = session.visit();
    Optional<ReturnPath> here = page(visit);
    LoginRequest wanted = LoginRequest.to(here.orElse(logins.defaultTarget())).demanding(demand);
    ask(session, wanted, here.isPresent());
  }

  /** What a person asked for that can be asked for again. */
  private Optional<ReturnPath> page(Visit visit) {
    return visit.isMethod("GET") && visit.intent().isNavigation()
        ? parts.address().returnPath(visit.request())
        : Optional.empty();
  }

  /** Has the provider asked behind the scenes who is there; false if nothing is to be done. */
  boolean findOut(RequestSession session) throws IOException {
    Visit visit = session.visit();
    boolean worthwhile =
        session.current().isEmpty() && !silence.isNoted(visit) && !parts.loops().isLooping(visit);
    Optional<ReturnPath> here = worthwhile ? page(visit) : Optional.empty();
    if (here.isEmpty()) {
      return false;
    }
    boolean left = logins.leaveSilently(visit, LoginRequest.to(here.get()).silently());
    if (!left) {
      silence.note(visit);
    }
    return left;
  }

  /** Where a script can send its user for such a login; empty if it would be in vain. */
  Optional<String> addressFor(RequestSession session, AuthenticationDemand demand) {
    LoginRequest wanted = LoginRequest.to(logins.defaultTarget()).demanding(demand);
    return session
        .current()
        .filter(user -> !isInVain(session.visit(), user, demand))
        .map(user -> addressFor(user, wanted));
  }

  private String addressFor(OpenSession user, LoginRequest wanted) {
    return logins.addressOf(oidc.stepUps().defer(user, wanted));
  }

  /** Asks for a login that leads where the application wants. */
  void login(RequestSession session, LoginRequest wanted) throws IOException, ServletException {
    ask(session, wanted, true);
  }

  private void ask(RequestSession session, LoginRequest wanted, boolean leadsOn)
      throws IOException, ServletException {
    Visit visit = session.visit();
    Optional<OpenSession> user = session.current();
    boolean inSilence = wanted.extras().isSilent();
    boolean mayLeave =
        leadsOn && visit.intent().isNavigation() && !(inSilence && silence.isNoted(visit));
    if (user.isPresent() && isInVain(visit, user.get(), wanted.demand())) {
      endOf(wanted.demand(), visit);
    } else if (mayLeave) {
      logins.startFromApplication(visit, user, wanted);
    } else if (user.isEmpty()) {
      parts.errors().send(visit, HttpServletResponse.SC_UNAUTHORIZED, ErrorCode.SESSION_REQUIRED);
    } else {
      parts
          .errors()
          .sendStepUp(visit, addressFor(user.get(), inSilence ? wanted.prompt() : wanted));
    }
  }

  /** Without a demand it is no step-up: one login has followed the other. */
  private void endOf(AuthenticationDemand demand, Visit visit)
      throws IOException, ServletException {
    if (demand.isNone()) {
      events.looping();
      parts.errors().send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.LOGIN_LOOP);
    } else {
      events.stepUpInVain();
      parts.errors().send(visit, HttpServletResponse.SC_FORBIDDEN, ErrorCode.STEP_UP_FAILED);
    }
  }

  /** The same demand again, or one login right after the other. */
  private boolean isInVain(Visit visit, OpenSession user, AuthenticationDemand demand) {
    return marks.isNoted(visit, user, demand) || parts.loops().isLooping(visit);
  }
}
