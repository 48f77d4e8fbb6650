package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginFlow;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Where a login starts: at its own address, or at a page that needs one. */
final class LoginHandler {
  private static final String RETURN_TO = "return_to=";

  private final LoginFlow flow;
  private final ReturnPath defaultTarget;
  private final PublicAddress address;
  private final Routes routes;
  private final LoginCookies cookies;
  private final LoopGuard loops;
  private final ErrorPages errors;
  private final Events events = new Events();

  LoginHandler(LoginFlow flow, ReturnPath defaultTarget, HandlerParts parts) {
    this.flow = flow;
    this.defaultTarget = defaultTarget;
    this.address = parts.address();
    this.routes = parts.routes();
    this.cookies = parts.loginCookies();
    this.loops = parts.loops();
    this.errors = parts.errors();
  }

  void handle(Visit visit) throws IOException, ServletException {
    Optional<String> wanted = wanted(visit);
    if (!visit.isMethod("GET")) {
      errors.refuseMethod(visit, "GET");
    } else if (visit.intent().isFromElsewhere()
        && (wanted.isPresent() || !visit.intent().isNavigation())) {
      errors.send(visit, HttpServletResponse.SC_FORBIDDEN, ErrorCode.CROSS_SITE_REFUSED);
    } else if (!visit.intent().isNavigation() && !visit.intent().isSilent()) {
      errors.send(visit, HttpServletResponse.SC_UNAUTHORIZED, ErrorCode.SESSION_REQUIRED);
    } else {
      start(visit, wanted.flatMap(ReturnPath::parse).filter(this::isApplications));
    }
  }

  /** Starts a login that leads back to what was asked for, if that can be asked for again. */
  void startFromApplication(Visit visit) throws IOException, ServletException {
    if (loops.isLooping(visit)) {
      events.looping();
      errors.send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.LOGIN_LOOP);
    } else {
      start(visit, visit.isMethod("GET") ? address.returnPath(visit.request()) : Optional.empty());
    }
  }

  private void start(Visit visit, Optional<ReturnPath> target)
      throws IOException, ServletException {
    try {
      LoginStart start = flow.start(target.orElse(defaultTarget));
      if (start instanceof LoginStart.Redirect redirect) {
        cookies.add(visit, redirect.cookie());
        visit.redirect(redirect.location().toString());
      } else {
        notNow(visit, (LoginStart.NotNow) start);
      }
    } catch (SessionStoreException e) {
      events.storeSilent(e);
      errors.sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
    }
  }

  private void notNow(Visit visit, LoginStart.NotNow why) throws IOException, ServletException {
    if (why.code() == ErrorCode.PROVIDER_UNAVAILABLE) {
      errors.sendLater(visit, why.code(), why.retryAfter());
    } else {
      errors.send(visit, HttpServletResponse.SC_BAD_GATEWAY, why.code());
    }
  }

  /** The {@code return_to} of the query alone: a body is none of this filter's business. */
  private static Optional<String> wanted(Visit visit) {
    String query = visit.request().getQueryString();
    return query == null
        ? Optional.empty()
        : Arrays.stream(query.split("&", -1))
            .filter(pair -> pair.startsWith(RETURN_TO))
            .map(pair -> decoded(pair.substring(RETURN_TO.length())))
            .findFirst();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return ""; // a broken percent-encoding is no path
    }
  }

  private boolean isApplications(ReturnPath target) {
    return address.within(target).filter(path -> !routes.isEndpoint(path)).isPresent();
  }
}
