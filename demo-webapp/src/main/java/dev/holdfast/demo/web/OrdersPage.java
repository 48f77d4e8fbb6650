package dev.holdfast.demo.web;

import dev.holdfast.token.UserAccessToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came of a call to the API, and how it was proved. */
final class OrdersPage {
  /** The end of the token at the press before, in seconds: tells that it was renewed since. */
  private static final String BEFORE = "before";

  private OrdersPage() {}

  static Answer of(HttpServletRequest request, ApiAnswer answer, UserAccessToken token) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", answer.status());
    json.put("scheme", token.scheme());
    token.boundTo().ifPresent(jkt -> json.put("jkt", jkt.value()));
    json.put("body", answer.body());
    return Answer.ok("Orders", page(request, answer, token), json);
  }

  private static Html page(HttpServletRequest request, ApiAnswer answer, UserAccessToken token) {
    return Html.of(
        """
        <section class="lead">
          <p class="kicker">The API answered</p>
          <h1><span class="status {}">{}</span></h1>
        </section>
        {}
        <section class="card">
          <h2>Its answer</h2>
          {}
        </section>
        <section class="card">
          <h2>How the call was proved</h2>
          <dl class="facts">
            <div><dt>Token</dt><dd>{}</dd></div>
            <div><dt>Token ends</dt><dd>{}</dd></div>
            <div><dt>Key</dt><dd>{}</dd></div>
          </dl>
        </section>
        <form class="actions" method="get" action="{}/orders">{}<button class="button">Call again</button></form>
        {}
        """,
        answer.status() < 400 ? "good" : "bad",
        answer.status(),
        renewal(request, token),
        Values.show(answer.body()),
        token.boundTo().isPresent()
            ? "DPoP, of use only together with the key"
            : "Bearer, not bound",
        token.expiresAt().map(Moments::show).orElseGet(() -> Html.of("unknown")),
        token.boundTo().map(jkt -> Html.of("<code>{}</code>", jkt.value())).orElse(Html.of("none")),
        request.getContextPath(),
        remember(token),
        script(request));
  }

  private static Html script(HttpServletRequest request) {
    return Html.of(
        """
        <section class="card">
          <h2>The same from a script</h2>
          <p class="soft">A script has no token. It asks this server for <code>api/orders</code>, and the
            server asks the API as you.</p>
          <p class="actions"><button class="button quiet" id="call">Call from a script</button></p>
          <p><output id="answer" class="soft">Nothing asked yet.</output></p>
        </section>
        <script src="{}/orders.js" defer></script>
        """,
        request.getContextPath());
  }

  private static Html renewal(HttpServletRequest request, UserAccessToken token) {
    String before = request.getParameter(BEFORE);
    Optional<String> now = token.expiresAt().map(OrdersPage::seconds);
    boolean renewed = before != null && now.isPresent() && !now.get().equals(before);
    return Html.of(
        renewed
            ? "<p class=\"notice\" role=\"status\">The token was renewed since your last call; the"
                + " key is the same.</p>"
            : "");
  }

  private static Html remember(UserAccessToken token) {
    return token
        .expiresAt()
        .map(
            end ->
                Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", BEFORE, seconds(end)))
        .orElse(Html.of(""));
  }

  private static String seconds(Instant moment) {
    return Long.toString(moment.getEpochSecond());
  }
}
