package dev.holdfast.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends the browser back with an answer, in the way that the request asked for. */
final class Answering {

  private static final int SIGNED_SECONDS = 60;

  private final Desk desk;

  Answering(Desk desk) {
    this.desk = desk;
  }

  Reply answer(Map<String, String> request, Map<String, Object> parameters) {
    String mode = request.getOrDefault("response_mode", "query");
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    if (mode.endsWith("jwt")) {
      all.put("aud", request.getOrDefault("client_id", ""));
      all.put("exp", desk.time().instant().getEpochSecond() + SIGNED_SECONDS);
    }
    IdTokenDraft draft = desk.faults().applyToAnswer(desk.issuance().answer(all));
    String target = request.getOrDefault("redirect_uri", "");
    return switch (mode) {
      case "query" -> Reply.redirect(Reply.extend(target, texts(draft.claims())));
      case "form_post" -> form(target, texts(draft.claims()));
      case "jwt", "query.jwt" -> Reply.redirect(Reply.extend(target, signed(draft)));
      case "form_post.jwt" -> form(target, signed(draft));
      default -> throw Refusal.atProvider("invalid_request", "unknown response_mode " + mode);
    };
  }

  /** One JWT in place of all parameters (JARM §2.3). */
  private Map<String, String> signed(IdTokenDraft draft) {
    return Map.of("response", desk.secrets().note(desk.issuance().signAnswer(draft)));
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  /** A page that posts itself (OAuth 2.0 Form Post Response Mode §2). */
  private static Reply form(String target, Map<String, String> parameters) {
    String fields =
        parameters.entrySet().stream()
            .map(
                field ->
                    "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(escape(field.getKey()), escape(field.getValue())))
            .collect(Collectors.joining("\n"));
    return Reply.text(
        200,
        "text/html",
        "<!doctype html><title>Submit</title><body onload=\"document.forms[0].submit()\">\n"
            + "<form method=\"post\" action=\"%s\">\n%s\n</form>"
                .formatted(escape(target), fields));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
