package dev.holdfast.demo.web;

import dev.holdfast.servlet.OidcUser;
import dev.holdfast.servlet.SessionInfo;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is logged in, since when, for how long, and with which key. Never a token. */
public final class AccountServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // The filter lets nobody pass to this page without a session.
    SessionInfo session = OidcUser.session(request).orElseThrow();
    Replies.send(
        request, response, Answer.ok("Account", AccountPage.of(request, session), json(session)));
  }

  private static Map<String, Object> json(SessionInfo session) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sub", session.subject());
    json.put("claims", session.claims().members());
    json.put("authenticatedAt", session.authenticatedAt().toString());
    json.put("expiresAt", session.expiresAt().toString());
    session.key().ifPresent(jkt -> json.put("jkt", jkt.value()));
    return json;
  }
}
