package dev.holdfast.demo.provider;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.security.web.csrf.CsrfToken;

/** Lets a person at the demo see what trouble with a provider looks like in an application. */
final class TroublePage extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Duration LATE = Duration.ofSeconds(5);

  private final transient ProviderFaults faults;
  private final transient Consumer<String> endSessionsOf;
  private final transient Page page = new Page("trouble.html");

  TroublePage(ProviderFaults faults, Consumer<String> endSessionsOf) {
    this.faults = faults;
    this.endSessionsOf = endSessionsOf;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    String now = Optional.ofNullable(request.getParameter("now")).orElse("");
    page.send(
        response,
        Map.of(
            "csrf",
            csrf.getToken(),
            "user",
            request.getRemoteUser(),
            "now",
            words(now).orElse("")));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String wish = Optional.ofNullable(request.getParameter("wish")).orElse("");
    if (words(wish).isEmpty()) {
      response.sendError(400, "There is no such trouble.");
      return;
    }
    faults.clear();
    switch (wish) {
      case "down" -> {
        faults.takeDiscoveryDown();
        faults.failTokenCalls(Integer.MAX_VALUE, 503);
      }
      case "late" -> faults.delayTokenAnswers(LATE);
      case "bearer" -> faults.answerBearer();
      case "end" -> endSessionsOf.accept(request.getRemoteUser());
      default -> {} // it behaves already
    }
    response.setStatus(303);
    response.setHeader("Location", Endpoints.TROUBLE + "?now=" + wish);
  }

  private static Optional<String> words(String wish) {
    return Optional.ofNullable(
        switch (wish) {
          case "down" -> "This provider is down now.";
          case "late" -> "Tokens come five seconds late now.";
          case "bearer" -> "This provider calls its tokens Bearer now.";
          case "end" -> "Your refresh tokens are worthless now.";
          case "behave" -> "This provider behaves again.";
          default -> null;
        });
  }
}
