package dev.holdfast.demo.web;

import dev.holdfast.servlet.OidcSessions;
import dev.holdfast.servlet.OidcUser;
import dev.holdfast.servlet.SessionInfo;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a user is signed in, and the way to end that: one session, the others, or all. */
public final class SessionsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Keeps the method, so that the logout gets its POST from a page of its own application. */
  private static final int SAME_METHOD_ELSEWHERE = 307;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // The filter lets nobody pass to this page without a session.
    SessionInfo own = OidcUser.session(request).orElseThrow();
    OidcSessions sessions = OidcSessions.of(getServletContext());
    Answer answer;
    try {
      answer =
          sessions.areOnServer()
              ? SessionsPage.of(request, own, sessions.list(own.subject()))
              : SessionsPage.unlisted(request, own);
    } catch (SessionStoreException e) {
      answer = Problems.storeSilent(request);
    }
    Replies.send(request, response, answer);
  }

  /** From a page of this application: the filter sees to that, by {@code csrf-protection}. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      end(request, response, OidcUser.session(request).orElseThrow());
    } catch (SessionStoreException e) {
      Replies.send(request, response, Problems.storeSilent(request));
    }
  }

  private void end(HttpServletRequest request, HttpServletResponse response, SessionInfo own)
      throws IOException {
    OidcSessions sessions = OidcSessions.of(getServletContext());
    String user = own.subject();
    String id = Optional.ofNullable(request.getParameter("id")).orElse("");
    switch (Optional.ofNullable(request.getParameter("end")).orElse("")) {
      case "one" -> ended(request, response, sessions.end(user, id) ? 1 : 0);
      case "others" -> ended(request, response, sessions.endOthers(user, own.id()));
      case "all" -> {
        if (sessions.areOnServer()) {
          sessions.endOthers(user, own.id());
        } else if (Node.endsSessionsElsewhere(request)) {
          sessions.endAll(user);
        }
        logOut(request, response); // this one as by its own button, and at the provider too
      }
      default -> Replies.send(request, response, Problems.senseless(request));
    }
  }

  private static void ended(HttpServletRequest request, HttpServletResponse response, int count)
      throws IOException {
    if (Replies.wantsJson(request)) {
      Answer answer = Answer.ok(SessionsPage.TITLE, Html.of(""), Map.of("ended", count));
      Replies.send(request, response, answer);
    } else {
      to(request, response, HttpServletResponse.SC_SEE_OTHER, "/sessions?ended=" + count);
    }
  }

  private static void logOut(HttpServletRequest request, HttpServletResponse response) {
    to(request, response, SAME_METHOD_ELSEWHERE, "/auth/logout");
  }

  private static void to(
      HttpServletRequest request, HttpServletResponse response, int status, String path) {
    response.setStatus(status);
    response.setHeader("Location", request.getContextPath() + path);
    response.setHeader("Cache-Control", "no-store");
  }
}
