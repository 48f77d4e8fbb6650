package dev.holdfast.testkit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where a login begins: the pushed request and the page the browser comes to (RFC 9126). */
final class FrontDoor {

  private static final int REQUEST_URI_SECONDS = 90;

  private final Desk desk;
  private final Answering answering;
  private final RequestObjectCheck objects;
  private final Map<String, Map<String, String>> pushed = new ConcurrentHashMap<>();

  FrontDoor(Desk desk) {
    this.desk = desk;
    this.answering = new Answering(desk);
    this.objects = new RequestObjectCheck(desk.issuer(), desk.time());
  }

  /** Files a request; a proof binds the code to its key (RFC 9449 §10.1). */
  Reply push(Call call) {
    FakeClient client = desk.clients().authenticate(call);
    Map<String, String> request = objects.pushed(client, call.form());
    if (!call.all("DPoP").isEmpty()) {
      String key = desk.proofs().check(call, call.origin(desk.issuer()));
      if (!request.getOrDefault("dpop_jkt", key).equals(key)) {
        throw Refusal.atProvider("invalid_dpop_proof", "dpop_jkt names another key");
      }
      request.put("dpop_jkt", key);
    }
    request.put("client_id", client.id());
    requireComplete(request);
    String name =
        desk.secrets().note("urn:ietf:params:oauth:request_uri:" + desk.random().text(24));
    pushed.put(name, request);
    return Reply.json(201, Map.of("request_uri", name, "expires_in", REQUEST_URI_SECONDS));
  }

  /** Logs the user in without asking and sends the browser back (RFC 9207 for {@code iss}). */
  Reply authorize(Call call) {
    Map<String, String> request = request(call);
    requireComplete(request);
    if ("none".equals(request.get("prompt")) && !desk.knobs().signedIn) {
      return answer(request, "error", "login_required");
    }
    String user = request.getOrDefault("login_hint", desk.knobs().user);
    Instant now = desk.time().instant();
    String sid = desk.knobs().oneSessionPerUser ? "session-of-" + user : desk.random().text(12);
    Login login = new Login(request, user, sid, now, authenticatedAt(request));
    String code = desk.secrets().note(desk.random().text(24));
    desk.grants().fileCode(code, login);
    return answer(request, "code", code);
  }

  private Reply answer(Map<String, String> request, String name, String value) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, value);
    Optional.ofNullable(request.get("state")).ifPresent(state -> answer.put("state", state));
    answer.put("iss", desk.issuer());
    return answering.answer(request, answer);
  }

  /** A user who is known already gives a password again only if asked to. */
  private Instant authenticatedAt(Map<String, String> request) {
    Instant now = desk.time().instant();
    Instant before = now.minus(desk.knobs().authenticatedAgo);
    boolean tooLongAgo =
        Optional.ofNullable(request.get("max_age"))
            .map(age -> before.plusSeconds(Long.parseLong(age)).isBefore(now))
            .orElse(false);
    return tooLongAgo || "login".equals(request.get("prompt")) ? now : before;
  }

  private Map<String, String> request(Call call) {
    Optional<String> name = call.parameter("request_uri");
    if (name.isEmpty()) {
      FakeClient client = desk.clients().known(call.parameter("client_id").orElse(""));
      return objects.visible(client, call.form());
    }
    Map<String, String> request = pushed.remove(name.get());
    if (request == null
        || !call.form().getOrDefault("client_id", "").equals(request.get("client_id"))) {
      throw Refusal.atProvider("invalid_request_uri", "unknown or used request_uri");
    }
    return request;
  }

  private static void requireComplete(Map<String, String> request) {
    if (!"code".equals(request.get("response_type"))
        || !request.containsKey("redirect_uri")
        || !request.containsKey("code_challenge")
        || !"S256".equals(request.get("code_challenge_method"))) {
      throw Refusal.atProvider(
          "invalid_request", "needs response_type=code, redirect_uri and an S256 challenge");
    }
  }
}
