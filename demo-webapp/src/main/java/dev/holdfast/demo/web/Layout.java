package dev.holdfast.demo.web;

import dev.holdfast.servlet.OidcUser;
import dev.holdfast.servlet.SessionInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What every page has in common. */
final class Layout {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>{} · Holdfast demo</title>
      <link rel="icon" href="data:,">
      <link rel="stylesheet" href="{}/demo.css">
      </head>
      <body>
      <header>
        <a class="brand" href="{}/">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.8v18.4M12 21.2c-4.8 0-8-3-8.6-7.4l3 2M12 21.2c4.8 0 8-3 8.6-7.4l-3 2M8.2 8.6h7.6"/><circle cx="12" cy="4.6" r="1.9"/></svg>
          <span>Holdfast demo</span>
        </a>
        <nav aria-label="Pages">{}</nav>
        <div class="who">{}</div>
      </header>
      <main>
      {}
      </main>
      <footer>{}</footer>
      </body>
      </html>
      """;

  private Layout() {}

  /** A whole page. */
  static Html around(Answer answer, HttpServletRequest request, Html who) {
    String root = request.getContextPath();
    return Html.of(
        FRAME, answer.title(), root, root, links(request), who, answer.page(), Footer.of(request));
  }

  /** The way to the provider and back to a page. */
  static Html loginButton(HttpServletRequest request, String returnTo) {
    return Html.of(
        "<a class=\"button\" href=\"{}/auth/login?return_to={}{}\">Sign in</a>",
        request.getContextPath(),
        request.getContextPath(),
        returnTo);
  }

  /** Another button to a page. */
  static Html button(HttpServletRequest request, String path, String text) {
    return Html.of(
        "<a class=\"button\" href=\"{}{}\">{}</a>", request.getContextPath(), path, text);
  }

  /** The same for what is seldom wanted. */
  static Html quietButton(HttpServletRequest request, String path, String text) {
    return Html.of(
        "<a class=\"button quiet\" href=\"{}{}\">{}</a>", request.getContextPath(), path, text);
  }

  /** What a form of a user's page carries, so that the filter knows it from one of another site. */
  static Html csrfField(HttpServletRequest request) {
    return OidcUser.csrfToken(request)
        .map(token -> Html.of("<input type=\"hidden\" name=\"csrf_token\" value=\"{}\">", token))
        .orElseGet(() -> Html.of(""));
  }

  /** How a user is called. */
  static String nameOf(SessionInfo session) {
    return session.claims().text("name").orElse(session.subject());
  }

  private static Html links(HttpServletRequest request) {
    return Html.of(
        "{} {} {} {}",
        link(request, "/", "Home"),
        link(request, "/account", "Account"),
        link(request, "/orders", "Orders"),
        link(request, "/sessions", "Sessions"));
  }

  private static Html link(HttpServletRequest request, String path, String text) {
    String root = request.getContextPath();
    String asked = request.getServletPath().isEmpty() ? "/" : request.getServletPath();
    Html here = Html.of(asked.equals(path) ? " aria-current=\"page\"" : "");
    return Html.of("<a href=\"{}{}\"{}>{}</a>", root, path, here, text);
  }

  /** Who is asking, and the way out. */
  static Html who(HttpServletRequest request, Optional<SessionInfo> session) {
    return session
        .map(
            found ->
                Html.of(
                    """
                    <span>{}</span>
                    <form method="post" action="{}/auth/logout"><button class="quiet">Sign out</button></form>
                    """,
                    nameOf(found),
                    request.getContextPath()))
        .orElseGet(() -> Html.of("<span>Not signed in</span>"));
  }
}
