package dev.holdfast.servlet.relay;

import dev.holdfast.secret.RandomBytes;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Turns refusals into answers. Each has a reference that is also logged; nothing is repeated. */
final class Refusals {
  private static final int REFERENCE_BYTES = 4;

  private final RandomBytes random;
  private final Events events = new Events();

  Refusals(RandomBytes random) {
    this.random = random;
  }

  /** Fills in the head of an answer and gives its body, which is not written yet. */
  byte[] head(HttpServletResponse response, Refusal refusal, String route, Caller caller) {
    String reference = HexFormat.of().formatHex(random.next(REFERENCE_BYTES));
    events.refused(route, refusal, reference, caller.listeners());
    byte[] body = json(refusal, reference).getBytes(StandardCharsets.UTF_8);
    response.setStatus(refusal.status());
    AnswerHead.keepInert(response);
    response.setHeader("Cache-Control", "no-store");
    refusal.headers().forEach(response::setHeader);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    return body;
  }

  private static String json(Refusal refusal, String reference) {
    StringBuilder members = new StringBuilder();
    refusal
        .members()
        .forEach((name, value) -> members.append(",\"%s\":\"%s\"".formatted(name, value)));
    return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"reference\":\"%s\"%s}}"
        .formatted(refusal.code(), refusal.message(), reference, members);
  }
}
