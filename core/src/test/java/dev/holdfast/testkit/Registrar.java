package dev.holdfast.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Registers whoever asks (RFC 7591 §3), or who has the token where one is asked for. */
final class Registrar {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Desk desk;

  Registrar(Desk desk) {
    this.desk = desk;
  }

  Reply register(Call call) {
    Optional<String> token = call.header("Authorization");
    if (!desk.knobs().registrationToken.isEmpty()
        && !token.equals(Optional.of("Bearer " + desk.knobs().registrationToken))) {
      return Reply.error(401, "invalid_token", "no initial access token");
    }
    JsonNode asked = parse(call.body());
    if (!asked.path("redirect_uris").isArray() || asked.path("redirect_uris").isEmpty()) {
      return Reply.error(400, "invalid_redirect_uri", "none");
    }
    String id = desk.random().text(12);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("client_id", id);
    asked.properties().forEach(member -> answer.put(member.getKey(), member.getValue()));
    answer.put("registration_client_uri", desk.issuer() + "/register/" + id);
    answer.put("registration_access_token", desk.secrets().note(desk.random().text(24)));
    desk.knobs().idTokenAlgorithms.put(id, algorithm(asked, "id_token_signed_response_alg"));
    desk.knobs().answerAlgorithms.put(id, algorithm(asked, "authorization_signed_response_alg"));
    if (asked.path("token_endpoint_auth_method").asText().startsWith("client_secret")
        || asked.path("token_endpoint_auth_method").isMissingNode()) {
      String secret = desk.secrets().note(desk.random().text(24));
      desk.clients().register(FakeClient.withSecret(id, secret));
      answer.put("client_secret", secret);
      answer.put("client_secret_expires_at", 0);
    } else {
      desk.clients().register(new RegisteredKeys(asked).client(id));
    }
    return Reply.json(201, answer);
  }

  /** The standard says what nothing means. */
  private static String algorithm(JsonNode asked, String member) {
    return asked.path(member).asText("RS256");
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw Refusal.atProvider("invalid_client_metadata", "no JSON");
    }
  }
}
