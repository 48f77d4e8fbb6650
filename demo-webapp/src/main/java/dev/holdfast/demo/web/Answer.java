package dev.holdfast.demo.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a servlet has to say, for people and for programs.
 *
 * @param page the part between the header and the end
 * @param json the same as a JSON object
 * @param retryAfter how long to wait before asking again; empty where waiting does not help
 */
record Answer(
    int status, String title, Html page, Map<String, Object> json, Optional<Duration> retryAfter) {

  /** Something that worked. */
  static Answer ok(String title, Html page, Map<String, Object> json) {
    return new Answer(200, title, page, json, Optional.empty());
  }

  /** Something that did not, with the one thing that helps. */
  static Answer problem(int status, String code, String message, Html wayOut) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    Html page =
        Html.of(
            """
            <section class="lead">
              <p class="kicker">{}</p>
              <h1>That did not work</h1>
              <p>{}</p>
              <p class="actions">{}</p>
            </section>
            <p class="fine">Code: <code>{}</code></p>
            """,
            status,
            message,
            wayOut,
            code);
    return new Answer(status, "That did not work", page, Map.of("error", error), Optional.empty());
  }

  /** The same, with what finds it in the log. */
  Answer withReference(String reference) {
    Html found = Html.of("<p class=\"fine\">Reference: <code>{}</code></p>", reference);
    return new Answer(status, title, Html.all(Stream.of(page, found)), json, retryAfter);
  }

  /** The same, which may go away by itself. */
  Answer afterWaiting(Duration wait) {
    return new Answer(status, title, page, json, Optional.of(wait));
  }
}
