package dev.holdfast.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an API wants of its callers beyond a token (RFC 9470). */
record ApiDemand(List<String> acr, Optional<Duration> maxAge) {
  static final ApiDemand NONE = new ApiDemand(List.of(), Optional.empty());

  void check(Login login, Instant now) {
    boolean inContext = acr.isEmpty() || login.acr().filter(acr::contains).isPresent();
    boolean inTime =
        maxAge.isEmpty() || !now.isAfter(login.authenticatedAt().plus(maxAge.orElseThrow()));
    if (!inContext || !inTime) {
      throw Refusal.challenging(Reply.json(401, Map.of()), challenge());
    }
  }

  private String challenge() {
    StringBuilder text = new StringBuilder("DPoP error=\"insufficient_user_authentication\"");
    if (!acr.isEmpty()) {
      text.append(", acr_values=\"").append(String.join(" ", acr)).append('"');
    }
    maxAge.ifPresent(age -> text.append(", max_age=").append(age.toSeconds()));
    return text.append(", algs=\"ES256\"").toString();
  }
}
