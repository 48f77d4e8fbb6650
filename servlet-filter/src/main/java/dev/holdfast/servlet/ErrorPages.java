package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.RandomBytes;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Answers a request that leads no further: with a page for people, with JSON for programs. Each
 * answer has a reference that is also logged. Nothing of the request is repeated.
 *
 * <p>An application that wants its own page gets the request forwarded, with the attributes named
 * here, and without a user unless one was found before.
 */
final class ErrorPages {
  static final String CODE = "dev.holdfast.error.code";
  static final String STATUS = "dev.holdfast.error.status";
  static final String MESSAGE = "dev.holdfast.error.message";
  static final String HELP = "dev.holdfast.error.help";
  static final String LINK = "dev.holdfast.error.link";
  static final String REFERENCE = "dev.holdfast.error.reference";

  /** RFC 6585 §4; the servlet API has no name for it. */
  private static final int TOO_MANY_REQUESTS = 429;

  private static final int REFERENCE_BYTES = 4;
  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private final FilterSettings settings;
  private final PublicAddress address;
  private final BrowserSessions sessions;
  private final RandomBytes random;
  private final ErrorDocument document = new ErrorDocument();
  private final Announcements announcements;

  ErrorPages(
      FilterSettings settings,
      PublicAddress address,
      BrowserSessions sessions,
      RandomBytes random,
      Announcements announcements) {
    this.settings = settings;
    this.address = address;
    this.sessions = sessions;
    this.random = random;
    this.announcements = announcements;
  }

  /** Refuses a method; {@code allowed} is what would do. */
  void refuseMethod(Visit visit, String allowed) throws IOException, ServletException {
    visit.response().setHeader("Allow", allowed);
    send(visit, HttpServletResponse.SC_METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED);
  }

  /** Says when to come back. */
  void sendLater(Visit visit, ErrorCode code, Optional<Duration> wait)
      throws IOException, ServletException {
    retryAfter(visit, wait.orElse(A_MOMENT));
    send(visit, HttpServletResponse.SC_SERVICE_UNAVAILABLE, code);
  }

  /** Refuses one login of many, and says when the next may begin. */
  void sendTooMany(Visit visit, Duration wait) throws IOException, ServletException {
    retryAfter(visit, wait);
    send(visit, TOO_MANY_REQUESTS, ErrorCode.TOO_MANY_LOGINS);
  }

  private static void retryAfter(Visit visit, Duration wait) {
    long seconds = Math.max(1, wait.toSeconds());
    visit.response().setHeader("Retry-After", Long.toString(seconds));
  }

  /** Asks for more than the session shows; the address begins the login. */
  void sendStepUp(Visit visit, String address) throws IOException, ServletException {
    ErrorCode code = ErrorCode.STEP_UP_REQUIRED;
    send(visit, HttpServletResponse.SC_UNAUTHORIZED, code, Optional.of(address));
  }

  void send(Visit visit, int status, ErrorCode code) throws IOException, ServletException {
    send(visit, status, code, Optional.empty());
  }

  private void send(Visit visit, int status, ErrorCode code, Optional<String> location)
      throws IOException, ServletException {
    String reference = HexFormat.of().formatHex(random.next(REFERENCE_BYTES));
    announcements.refused(status, code, reference);
    visit.keepPrivate();
    visit.response().setStatus(status);
    if (!visit.intent().acceptsHtml()) {
      visit.write("application/json", json(code, reference, location));
      return;
    }
    String link = location.orElseGet(() -> href(Advice.on(code)));
    if (!forwarded(visit, new Refusal(status, code, reference, link))) {
      page(visit, new Refusal(status, code, reference, link));
    }
  }

  /** What a page says; {@code link} is where it leads. */
  private record Refusal(int status, ErrorCode code, String reference, String link) {}

  private static String json(ErrorCode code, String reference, Optional<String> location) {
    return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"reference\":\"%s\"%s}}"
        .formatted(
            code,
            Advice.on(code).what(),
            reference,
            location.map(",\"location\":\"%s\""::formatted).orElse(""));
  }

  private boolean forwarded(Visit visit, Refusal refusal) throws IOException, ServletException {
    Optional<RequestDispatcher> page =
        settings.errorPage().map(path -> visit.request().getRequestDispatcher(path));
    if (page.isEmpty()) {
      return false;
    }
    Advice advice = Advice.on(refusal.code());
    visit.request().setAttribute(CODE, refusal.code().code());
    visit.request().setAttribute(STATUS, refusal.status());
    visit.request().setAttribute(MESSAGE, advice.what());
    visit.request().setAttribute(HELP, advice.help());
    visit.request().setAttribute(LINK, refusal.link());
    visit.request().setAttribute(REFERENCE, refusal.reference());
    if (RequestSession.find(visit.request()).isEmpty()) {
      sessions.none(visit).attach(visit.request());
    }
    page.get().forward(visit.request(), visit.response());
    return true;
  }

  private void page(Visit visit, Refusal refusal) throws IOException {
    document.send(
        visit,
        Advice.on(refusal.code()),
        refusal.link(),
        refusal.status() + " " + refusal.code(),
        refusal.reference());
  }

  private String href(Advice advice) {
    return address.of(
        advice.next() == Advice.Next.START ? settings.defaultTarget() : settings.loginPath());
  }
}
