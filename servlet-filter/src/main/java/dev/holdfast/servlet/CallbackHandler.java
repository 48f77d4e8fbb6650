package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.CallbackParameters;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a login ends: with a session and a way back, or with a page that says what to do. */
final class CallbackHandler {
  private final Oidc oidc;
  private final Answers answers;
  private final HandlerParts parts;
  private final CookieNames names;
  private final StepUpMark marks;
  private final SilenceMark silence;
  private final Consumer<Visit> noteLogin;
  private final Events events = new Events();

  CallbackHandler(
      Oidc oidc,
      Answers answers,
      HandlerParts parts,
      CookieNames names,
      Consumer<Visit> noteLogin) {
    this.oidc = oidc;
    this.answers = answers;
    this.parts = parts;
    this.names = names;
    this.marks = new StepUpMark(names);
    this.silence = new SilenceMark(names);
    this.noteLogin = noteLogin;
  }

  void handle(Visit visit) throws IOException, ServletException {
    if (!answers.takes(visit)) {
      parts.errors().refuseMethod(visit, answers.methods());
    } else if (!answers.isFromElsewhere(visit) && !answers.isArriving(visit)) {
      finish(visit);
    } else if (!(answers.isArriving(visit) ? answers.arrive(visit) : answers.carryOn(visit))) {
      refuse(visit, ErrorCode.CALLBACK_INVALID);
    }
  }

  private void finish(Visit visit) throws IOException, ServletException {
    Optional<CallbackParameters> callback = answers.in(visit);
    if (callback.isEmpty()) {
      refuse(visit, ErrorCode.CALLBACK_INVALID);
      return;
    }
    try {
      answer(visit, callback.get(), finish(visit, callback.get()));
    } catch (SessionStoreException e) {
      parts.errors().sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
    }
  }

  private LoginOutcome finish(Visit visit, CallbackParameters callback) {
    return parts
        .stores()
        .writing(
            () ->
                oidc.login()
                    .finish(
                        callback,
                        name -> visit.cookies().value(names.login(name)),
                        () -> parts.sessions().find(visit),
                        visit.device()),
            LoginOutcome.LoggedIn.class::isInstance);
  }

  private void answer(Visit visit, CallbackParameters callback, LoginOutcome outcome)
      throws IOException, ServletException {
    if (outcome instanceof LoginOutcome.LoggedIn in) {
      welcome(visit, callback, in);
    } else if (outcome instanceof LoginOutcome.Repeated again) {
      visit.redirect(parts.address().of(again.returnTo()));
    } else if (outcome instanceof LoginOutcome.NotSilently nobody) {
      parts.loginCookies().clear(visit, callback);
      silence.note(visit);
      visit.redirect(parts.address().of(nobody.returnTo()));
    } else if (outcome instanceof LoginOutcome.NotNow later) {
      parts.errors().sendLater(visit, later.code(), later.retryAfter());
    } else {
      parts.loginCookies().clear(visit, callback);
      refuse(
          visit,
          outcome instanceof LoginOutcome.Denied denied
              ? denied.code()
              : ((LoginOutcome.Refused) outcome).code());
    }
  }

  private void welcome(Visit visit, CallbackParameters callback, LoginOutcome.LoggedIn in) {
    replaceFormer(visit, in.session());
    makeRoom(in.session());
    parts.sessions().hand(visit, in.session());
    parts.loginCookies().fade(visit, callback);
    parts.loops().count(visit);
    marks.note(visit, in);
    silence.calm(visit);
    noteLogin.accept(visit);
    visit.redirect(parts.address().of(in.returnTo()));
  }

  /** Only now: the session that this login has replaced no longer counts. */
  private void makeRoom(OpenSession next) {
    try {
      oidc.managedSessions().makeRoom(next);
    } catch (SessionStoreException e) {
      events.notLimited(e);
    }
  }

  /**
   * A browser has one session: a new login ends the one before, whoever's it was. What the
   * container keeps for the browser stays only if nobody else can have left it there.
   */
  private void replaceFormer(Visit visit, OpenSession next) {
    Optional<OpenSession> former = endFormer(visit, next);
    ContainerSession.of(visit.request()).ifPresent(kept -> kept.pass(former, next));
    ContainerSession.renewId(visit.request());
  }

  private Optional<OpenSession> endFormer(Visit visit, OpenSession next) {
    try {
      Optional<OpenSession> former = parts.sessions().find(visit);
      if (former.isPresent()) {
        oidc.logout().replace(former.get(), next);
      }
      return former;
    } catch (SessionStoreException e) {
      events.notReplaced(e);
      return Optional.empty();
    }
  }

  private void refuse(Visit visit, ErrorCode code) throws IOException, ServletException {
    int status =
        switch (code) {
          case LOGIN_DENIED, SCOPE_NOT_GRANTED, AUTHENTICATION_INSUFFICIENT, USER_MISMATCH ->
              HttpServletResponse.SC_FORBIDDEN;
          default -> HttpServletResponse.SC_BAD_REQUEST;
        };
    parts.errors().send(visit, status, code);
  }
}
