package dev.holdfast.demo.web;

import dev.holdfast.servlet.SessionInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How {@link AccountServlet} looks to a person. */
final class AccountPage {
  /** Claims about the login itself, which say nothing about the person. */
  private static final Set<String> PROTOCOL =
      Set.of("iss aud azp exp iat nbf nonce at_hash c_hash jti sid auth_time".split(" "));

  /** Claims that are moments, in seconds since 1970. */
  private static final Set<String> MOMENTS = Set.of("auth_time", "exp", "iat", "nbf", "updated_at");

  private static final String PAGE =
      """
      <section class="lead">
        <p class="kicker">Signed in as</p>
        <h1>{}</h1>
      </section>
      <section class="card">
        <h2>This session</h2>
        <dl class="facts">
          <div><dt>Signed in</dt><dd>{}</dd></div>
          <div><dt>Ends at the latest</dt><dd>{}</dd></div>
          <div><dt>Key</dt><dd>{}</dd></div>
          <div><dt>Kept in</dt><dd>{}</dd></div>
        </dl>
        <p class="fine">The thumbprint names the public half of this session’s key (RFC 7638). The
          provider has written it into every token of the session.</p>
      </section>
      <section class="card">
        <h2>What the provider says about you</h2>
        <dl class="facts">
        {}
        </dl>
        <details><summary>And about this login</summary>
          <dl class="facts">
          {}
          </dl>
        </details>
      </section>
      <div class="actions">
        {}
        <form method="post" action="{}/auth/logout"><button class="button quiet">Sign out</button></form>
      </div>
      """;

  private AccountPage() {}

  static Html of(HttpServletRequest request, SessionInfo session) {
    return Html.of(
        PAGE,
        Layout.nameOf(session),
        Moments.show(session.authenticatedAt()),
        Moments.show(session.expiresAt()),
        key(session),
        Node.answering(request).store().map(KeptIn::words).orElse("unknown"),
        claims(session, Predicate.not(PROTOCOL::contains)),
        claims(session, PROTOCOL::contains),
        Html.of(
            "{} {}",
            Layout.button(request, "/orders", "Open Orders"),
            Layout.quietButton(request, "/sessions", "Where you are signed in")),
        request.getContextPath());
  }

  private static Html key(SessionInfo session) {
    return session
        .key()
        .map(jkt -> Html.of("<code>{}</code>", jkt.value()))
        .orElseGet(() -> Html.of("none: this provider does not bind tokens"));
  }

  private static Html claims(SessionInfo session, Predicate<String> wanted) {
    return Html.all(
        session.claims().members().entrySet().stream()
            .filter(claim -> wanted.test(claim.getKey()))
            .map(
                claim ->
                    Html.of(
                        "<div><dt>{}</dt><dd>{}</dd></div>",
                        claim.getKey(),
                        value(claim.getKey(), claim.getValue()))));
  }

  private static Html value(String claim, @Nullable Object value) {
    return MOMENTS.contains(claim) && value instanceof Number seconds
        ? Moments.show(Instant.ofEpochSecond(seconds.longValue()))
        : Values.show(value);
  }
}
