package dev.holdfast.docs;

import dev.holdfast.servlet.OidcSessions;
import dev.holdfast.session.SessionSummary;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** What docs/sessions.md shows of a page for operators. */
final class SupportServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  // docs: begin operator
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> user = userAskedFor(request, response);
    if (user.isEmpty()) {
      return;
    }
    OidcSessions sessions = OidcSessions.of(getServletContext());
    response.setContentType("text/plain;charset=UTF-8");
    PrintWriter page = response.getWriter();
    page.println(sessions.count(user.get()) + " sessions");
    for (SessionSummary session : sessions.list(user.get())) {
      page.printf("%s since %s on %s%n", session.id(), session.startedAt(), session.device());
    }
  }

  @Override // no other site's form gets here: csrf-protection=true
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> user = userAskedFor(request, response);
    if (user.isEmpty()) {
      return;
    }
    OidcSessions sessions = OidcSessions.of(getServletContext());
    switch (parameter(request, "end")) {
      case "one" -> sessions.end(user.get(), parameter(request, "id"));
      case "all" -> sessions.endAll(user.get());
      case "provider-session" -> sessions.endProviderSession(parameter(request, "sid"));
      default -> response.sendError(400);
    }
  }

  /** The user as the provider names them; who may ask for whom is for the application to say. */
  private static Optional<String> userAskedFor(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    String user = parameter(request, "sub");
    if (!request.isUserInRole("support")) {
      response.sendError(403);
    } else if (user.isEmpty()) {
      response.sendError(400);
    } else {
      return Optional.of(user);
    }
    return Optional.empty();
  }

  private static String parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }
  // docs: end operator
}
