package dev.holdfast.demo.web;

import dev.holdfast.servlet.SessionInfo;
import dev.holdfast.session.SessionSummary;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the sessions of {@link SessionsServlet} look to a person, and to a program. */
final class SessionsPage {
  static final String TITLE = "Sessions";

  private static final String PAGE =
      """
      <section class="lead">
        <p class="kicker">{}</p>
        <h1>Where you are signed in</h1>
        <p>{}</p>
      </section>
      {}
      {}
      {}
      """;

  private static final String SESSION =
      """
      <section class="card" aria-labelledby="{}">
        <h2 id="{}">{}</h2>
        <dl class="facts">
          <div><dt>Signed in</dt><dd>{}</dd></div>
          <div><dt>Last used</dt><dd>{}</dd></div>
          <div><dt>Ends if not used</dt><dd>{}</dd></div>
        </dl>
        {}
      </section>
      """;

  private final HttpServletRequest request;
  private final SessionInfo own;

  private SessionsPage(HttpServletRequest request, SessionInfo own) {
    this.request = request;
    this.own = own;
  }

  /** Those that the server has listed, the latest first; the asking one goes before them. */
  static Answer of(HttpServletRequest request, SessionInfo own, List<SessionSummary> listed) {
    SessionsPage page = new SessionsPage(request, own);
    List<SessionSummary> sessions =
        listed.stream().sorted(Comparator.comparing(session -> !page.isOwn(session))).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("listed", true);
    json.put("sessions", sessions.stream().map(page::json).toList());
    return Answer.ok(TITLE, page.html(sessions), json);
  }

  /** What there is to say, and to do, where the server has no list. */
  static Answer unlisted(HttpServletRequest request, SessionInfo own) {
    boolean reached = Node.endsSessionsElsewhere(request);
    Html page =
        Html.of(
            PAGE,
            Layout.nameOf(own),
            "In this browser, and perhaps in others: this application keeps each session in its"
                + " browser’s cookies, and the server has no list of them.",
            Html.of(""),
            Html.of(
                "<section class=\"card\"><h2>What you can do</h2><p>{}</p>{}</section>",
                reached
                    ? "Sign out everywhere. Each of your sessions ends when its browser next asks"
                        + " for a page."
                    : "Sign out here. A session in another browser ends when you sign out there,"
                        + " or by itself when it is not used.",
                endButton(request, "all", reached ? "Sign out everywhere" : "Sign out here")),
            Html.of(""));
    return Answer.ok(TITLE, page, Map.of("listed", false, "sessions", List.of()));
  }

  private Html html(List<SessionSummary> sessions) {
    boolean alone = sessions.stream().allMatch(this::isOwn);
    return Html.of(
        PAGE,
        Layout.nameOf(own),
        alone
            ? "Here, and nowhere else."
            : "If you do not know one of these, sign it out and change your password at the"
                + " provider.",
        notice(),
        Html.all(sessions.stream().map(this::card)),
        alone ? Html.of("") : endings());
  }

  private Html endings() {
    return Html.of(
        """
        <div class="actions">
          {}
          {}
        </div>
        <p class="fine">A browser that is signed out here may still be signed in at the provider. Last use is
          noted to within a few minutes.</p>
        """,
        endButton(request, "others", "Sign out all others"),
        endButton(request, "all", "Sign out everywhere"));
  }

  private static Html endButton(HttpServletRequest request, String which, String word) {
    return Html.of(
        """
        <form method="post" action="{}/sessions">{}<button class="button{}" name="end" value="{}">{}</button></form>
        """,
        request.getContextPath(),
        Layout.csrfField(request),
        which.equals("all") ? " quiet" : "",
        which,
        word);
  }

  private Html card(SessionSummary session) {
    String name = "session-" + session.id().substring(0, 12);
    Html device = Html.of("{}", Device.of(session.device()));
    return Html.of(
        SESSION,
        name,
        name,
        isOwn(session) ? Html.of("{} <span class=\"badge\">this one</span>", device) : device,
        Moments.show(session.startedAt()),
        isOwn(session) ? "now" : Moments.show(session.lastUsedAt()),
        Moments.show(session.endsAt()),
        isOwn(session) ? Html.of("") : endButton(session, name));
  }

  private Html endButton(SessionSummary session, String name) {
    return Html.of(
        """
        <form method="post" action="{}/sessions">{}<input type="hidden" name="id" value="{}">\
        <button class="quiet" name="end" value="one" aria-describedby="{}">Sign out there</button></form>
        """,
        request.getContextPath(),
        Layout.csrfField(request),
        session.id(),
        name);
  }

  /** What the form before has done. A link may say so as well; it can say nothing but this. */
  private Html notice() {
    String ended = request.getParameter("ended");
    if (ended == null || !ended.matches("\\d{1,5}")) {
      return Html.of("");
    }
    int count = Integer.parseInt(ended);
    return Html.of(
        "<p class=\"notice\" role=\"status\">{}</p>",
        switch (count) {
          case 0 -> "That was over already.";
          case 1 -> "One session was signed out.";
          default -> count + " sessions were signed out.";
        });
  }

  private boolean isOwn(SessionSummary session) {
    return session.id().equals(own.id());
  }

  private Map<String, Object> json(SessionSummary session) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", session.id());
    json.put("device", Device.of(session.device()));
    json.put("startedAt", session.startedAt().toString());
    json.put("lastUsedAt", session.lastUsedAt().toString());
    json.put("endsAt", session.endsAt().toString());
    json.put("current", isOwn(session));
    return json;
  }
}
