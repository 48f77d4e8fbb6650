package dev.holdfast.testkit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A user who logged in, for one client.
 *
 * @param request the parameters of the authorization request
 * @param at when the request was answered
 * @param authenticatedAt when the user last gave a password, which may be long before
 */
record Login(
    Map<String, String> request, String user, String sid, Instant at, Instant authenticatedAt) {

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

  /** The context the user authenticated in: the first that was asked for. */
  Optional<String> acr() {
    return Optional.ofNullable(request.get("acr_values")).map(values -> values.split(" ", -1)[0]);
  }

  Optional<String> boundKey() {
    return Optional.ofNullable(request.get("dpop_jkt"));
  }
}
