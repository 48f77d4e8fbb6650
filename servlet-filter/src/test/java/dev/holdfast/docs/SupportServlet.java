package dev.holdfast.docs;

import dev.holdfast.servlet.OidcSessions;
import dev.holdfast.session.SessionSummary;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** What docs/sessions.md shows of a page for operators. */
final class SupportServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  // docs: begin operator
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.isUserInRole("support")) { // who may ask is for the application to say
      response.sendError(403);
      return;
    }
    OidcSessions sessions = OidcSessions.of(getServletContext());
    String user = request.getParameter("sub"); // as the provider names them
    response.setContentType("text/plain;charset=UTF-8");
    PrintWriter page = response.getWriter();
    page.println(sessions.count(user) + " sessions");
    for (SessionSummary session : sessions.list(user)) {
      page.printf("%s since %s on %s%n", session.id(), session.startedAt(), session.device());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean fromOwnPage = "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    if (!fromOwnPage || !request.isUserInRole("support")) {
      response.sendError(403);
      return;
    }
    OidcSessions sessions = OidcSessions.of(getServletContext());
    String user = request.getParameter("sub");
    switch (String.valueOf(request.getParameter("end"))) {
      case "one" -> sessions.end(user, request.getParameter("id"));
      case "all" -> sessions.endAll(user);
      case "provider-session" -> sessions.endProviderSession(request.getParameter("sid"));
      default -> response.sendError(400);
    }
  }
  // docs: end operator
}
