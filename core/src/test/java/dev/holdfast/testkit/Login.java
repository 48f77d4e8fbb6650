package dev.holdfast.testkit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A user who logged in, for one client.
 *
 * @param request the parameters of the authorization request
 */
record Login(Map<String, String> request, String user, String sid, Instant at) {

  /** A parameter of the request; empty text where there was none. */
  String asked(String parameter) {
    return request.getOrDefault(parameter, "");
  }

  String clientId() {
    return asked("client_id");
  }

  String scope() {
    return request.getOrDefault("scope", "openid");
  }

  Optional<String> boundKey() {
    return Optional.ofNullable(request.get("dpop_jkt"));
  }
}
