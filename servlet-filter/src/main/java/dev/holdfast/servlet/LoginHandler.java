package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts logins at one provider. */
final class LoginHandler implements Logins {
  static final String RETURN_TO = "return_to";
  private static final String STEP_UP = "step_up";

  private final Oidc oidc;
  private final String ownPath;
  private final ReturnPath defaultTarget;
  private final BrowserSessions sessions;
  private final PublicAddress address;
  private final Routes routes;
  private final LoginCookies cookies;
  private final LoopGuard loops;
  private final ArrivalMark arrivals;
  private final StoreWatch stores;
  private final ErrorPages errors;
  private final SignInDocument confirmation = new SignInDocument();
  private final ThirdPartyLogin thirdParty;
  private final Events events = new Events();

  LoginHandler(Oidc oidc, String ownPath, ReturnPath defaultTarget, HandlerParts parts) {
    this.oidc = oidc;
    this.ownPath = ownPath;
    this.defaultTarget = defaultTarget;
    this.sessions = parts.sessions();
    this.address = parts.address();
    this.routes = parts.routes();
    this.cookies = parts.loginCookies();
    this.loops = parts.loops();
    this.arrivals = parts.arrivals();
    this.stores = parts.stores();
    this.errors = parts.errors();
    this.thirdParty =
        new ThirdPartyLogin(
            oidc.config(), address.origin().toString(), defaultTarget, this::isApplications);
  }

  @Override
  public void handle(Visit visit) throws IOException, ServletException {
    Optional<String> wanted = visit.queryParameter(RETURN_TO);
    Optional<String> deferred = visit.queryParameter(STEP_UP);
    if (thirdParty.isBegunBy(visit)) {
      startForThirdParty(visit);
    } else if (!visit.isMethod("GET")) {
      errors.refuseMethod(visit, thirdParty.methods());
    } else if (visit.intent().isFromElsewhere()
        && (wanted.isPresent() || deferred.isPresent() || !visit.intent().isNavigation())) {
      errors.send(visit, HttpServletResponse.SC_FORBIDDEN, ErrorCode.CROSS_SITE_REFUSED);
    } else if (needsConsent(visit)) {
      confirm(visit, "");
    } else if (!visit.intent().isNavigation() && !visit.intent().isSilent()) {
      errors.send(visit, HttpServletResponse.SC_UNAUTHORIZED, ErrorCode.SESSION_REQUIRED);
    } else {
      Optional<ReturnPath> target = wanted.flatMap(ReturnPath::parse).filter(this::isApplications);
      start(visit, () -> asked(visit, deferred, target));
    }
  }

  /** Under FAPI 2.0 no other site's link starts a login by itself (§5.3.3.1, 12). */
  private boolean needsConsent(Visit visit) {
    return oidc.config().profile().isFapi()
        && (visit.intent().isFromElsewhere() || arrivals.isNoted(visit));
  }

  /** A person goes on by a link of this page, which no other site can follow for them. */
  private void confirm(Visit visit, String query) throws IOException {
    visit.keepPrivate();
    arrivals.calm(visit);
    confirmation.send(
        visit,
        "A link on another site has brought you here. Sign in to go on.",
        Map.of("Sign in", address.of(ownPath + query)));
  }

  private static String query(ReturnPath target) {
    return "?" + RETURN_TO + "=" + URLEncoder.encode(target.text(), StandardCharsets.UTF_8);
  }

  /** Whatever site is behind it, a person has to see where they are going. */
  private void startForThirdParty(Visit visit) throws IOException, ServletException {
    Optional<LoginRequest> wanted = thirdParty.read(visit);
    if (!visit.intent().isNavigation()) {
      errors.send(visit, HttpServletResponse.SC_FORBIDDEN, ErrorCode.CROSS_SITE_REFUSED);
    } else if (wanted.isEmpty()) {
      errors.send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.ISSUER_MISMATCH);
    } else if (needsConsent(visit)) {
      confirm(visit, thirdParty.query(wanted.get()));
    } else {
      start(visit, () -> Optional.of(oidc.login().start(wanted.get())));
    }
  }

  /** What the login's own address asks for; empty if that was deferred elsewhere, or long ago. */
  private Optional<LoginStart> asked(
      Visit visit, Optional<String> deferred, Optional<ReturnPath> target) {
    if (deferred.isEmpty()) {
      return Optional.of(oidc.login().start(LoginRequest.to(target.orElse(defaultTarget))));
    }
    Optional<OpenSession> user = sessions.find(visit);
    return user.flatMap(open -> oidc.stepUps().deferred(open, deferred.get()))
        .map(wanted -> begun(user, target.map(wanted::leadingTo).orElse(wanted)));
  }

  /** What is demanded of somebody who is logged in is a step-up. */
  private LoginStart begun(Optional<OpenSession> user, LoginRequest wanted) {
    return user.filter(open -> !wanted.demand().isNone())
        .map(open -> oidc.stepUps().start(open, wanted))
        .orElseGet(() -> oidc.login().start(wanted));
  }

  @Override
  public ReturnPath defaultTarget() {
    return defaultTarget;
  }

  @Override
  public String addressOf(String deferred) {
    return address.of(ownPath + "?" + STEP_UP + "=" + deferred);
  }

  @Override
  public void startFromApplication(Visit visit) throws IOException, ServletException {
    Optional<ReturnPath> here =
        visit.isMethod("GET") ? address.returnPath(visit.request()) : Optional.empty();
    if (needsConsent(visit)) {
      confirm(visit, here.map(LoginHandler::query).orElse(""));
    } else {
      startFromApplication(visit, Optional.empty(), LoginRequest.to(here.orElse(defaultTarget)));
    }
  }

  @Override
  public void startFromApplication(Visit visit, Optional<OpenSession> user, LoginRequest wanted)
      throws IOException, ServletException {
    if (loops.isLooping(visit)) {
      events.looping();
      errors.send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.LOGIN_LOOP);
    } else {
      user.ifPresent(open -> loops.keep(visit));
      start(visit, () -> Optional.of(begun(user, wanted)));
    }
  }

  @Override
  public boolean leaveSilently(Visit visit, LoginRequest wanted) throws IOException {
    try {
      if (tooMany(visit).isPresent()) {
        return false;
      }
      LoginStart start = stores.writing(() -> oidc.login().start(wanted), started -> false);
      if (start instanceof LoginStart.Redirect redirect) {
        cookies.add(visit, redirect.cookie());
        visit.redirect(redirect.location().toString());
        return true;
      }
    } catch (SessionStoreException e) {
      return false; // told by StoreWatch; the page can do without
    }
    return false;
  }

  private void start(Visit visit, Supplier<Optional<LoginStart>> beginning)
      throws IOException, ServletException {
    Optional<Duration> wait = tooMany(visit);
    if (wait.isPresent()) {
      errors.sendTooMany(visit, wait.get());
      return;
    }
    try {
      Optional<LoginStart> start = stores.writing(beginning, started -> false);
      if (start.isEmpty()) {
        errors.send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.LOGIN_UNKNOWN);
      } else if (start.get() instanceof LoginStart.Redirect redirect) {
        cookies.add(visit, redirect.cookie());
        visit.redirect(redirect.location().toString());
      } else {
        notNow(visit, (LoginStart.NotNow) start.get());
      }
    } catch (SessionStoreException e) {
      errors.sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
    }
  }

  /** How long to wait, if this address or all together begin more logins than people do. */
  private Optional<Duration> tooMany(Visit visit) {
    return oidc.login()
        .pace()
        .next(Objects.requireNonNullElse(visit.request().getRemoteAddr(), ""));
  }

  private void notNow(Visit visit, LoginStart.NotNow why) throws IOException, ServletException {
    switch (why.code()) {
      case PROVIDER_UNAVAILABLE, KEY_UNAVAILABLE ->
          errors.sendLater(visit, why.code(), why.retryAfter());
      default -> errors.send(visit, HttpServletResponse.SC_BAD_GATEWAY, why.code());
    }
  }

  private boolean isApplications(ReturnPath target) {
    return routes.isApplications(address.within(target));
  }
}
