package dev.holdfast.demo.web;

import dev.holdfast.servlet.OidcUser;
import dev.holdfast.servlet.SessionInfo;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The page that everybody may see. */
public final class HomeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<SessionInfo> session = OidcUser.session(request);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("authenticated", session.isPresent());
    session.ifPresent(found -> json.put("sub", found.subject()));
    Node node = Node.answering(request);
    json.put("port", node.port());
    node.store().ifPresent(store -> json.put("store", store.word()));
    Replies.send(request, response, Answer.ok("Home", page(request, session), json));
  }

  private static Html page(HttpServletRequest request, Optional<SessionInfo> session) {
    return Html.of(
        """
        {}
        <section class="lead">
          <h1>A session with a key of its own</h1>
          <p>When you sign in, this application makes a key pair for your session alone.
            Every token it gets for you is bound to that key, so a stolen token is worth
            nothing to the thief. Token and key stay sealed in your session, and no page
            ever sees them.</p>
          <p class="actions">{}</p>
        </section>
        <section>
          <h2>Four things to try</h2>
          <ol class="steps">
            <li><h3>Call an API</h3><p>Open <b>Orders</b>: the application calls an API as you, and
              proves with your key that the token is yours.</p></li>
            <li><h3>Wait half a minute</h3><p>Call again: the token has ended and been renewed.
              Nobody asked you anything, and the key is the same.</p></li>
            <li><h3>Sign out and in</h3><p>The next session has another key. Compare the
              thumbprint on <b>Account</b>.</p></li>
            <li><h3>Use two browsers</h3><p>Sign in with another one too. <b>Sessions</b> shows both, and
              ends the other at its next request.</p></li>
          </ol>
        </section>
        """,
        notice(request, session),
        session
            .map(found -> Layout.button(request, "/orders", "Open Orders"))
            .orElseGet(() -> Layout.loginButton(request, "/account")));
  }

  private static Html notice(HttpServletRequest request, Optional<SessionInfo> session) {
    boolean farewell = session.isEmpty() && request.getParameter("logged-out") != null;
    return Html.of(
        farewell
            ? "<p class=\"notice\" role=\"status\">You are signed out. Your session and its key are"
                + " gone.</p>"
            : "");
  }
}
