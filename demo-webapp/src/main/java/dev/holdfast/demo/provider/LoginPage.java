package dev.holdfast.demo.provider;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** The form people sign in with. Spring takes what it posts. */
final class LoginPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient AuthorizationLedger ledger;
  private final transient Page page = new Page("login.html");

  LoginPage(AuthorizationLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<SavedRequest> interrupted =
        Optional.ofNullable(new HttpSessionRequestCache().getRequest(request, response));
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    boolean failed = request.getParameter("error") != null;
    page.send(
        response,
        Map.of(
            "client",
                interrupted.flatMap(saved -> parameter(saved, "client_id")).orElse("the demo"),
            "username", interrupted.flatMap(this::hint).orElse(""),
            "interrupted", interrupted.map(Interruption::of).orElse(""),
            "csrf", csrf.getToken(),
            "problem", failed ? "That name and password do not belong together." : ""));
  }

  private Optional<String> hint(SavedRequest saved) {
    return parameter(saved, "login_hint")
        .or(
            () ->
                parameter(saved, "request_uri")
                    .flatMap(uri -> ledger.pushedParameter(uri, "login_hint")));
  }

  private static Optional<String> parameter(SavedRequest saved, String name) {
    String[] values = saved.getParameterValues(name);
    return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[0]);
  }
}
