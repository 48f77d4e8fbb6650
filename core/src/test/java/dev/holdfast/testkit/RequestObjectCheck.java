package dev.holdfast.testkit;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Takes the parameters of a signed request out of it, and from nowhere else (RFC 9101, FAPI 2.0
 * Message Signing §5.3.1). Thread-safe.
 */
final class RequestObjectCheck {

  private static final Duration LONGEST = Duration.ofMinutes(60);
  private static final Set<String> BESIDE_PUSHED =
      Set.of("request", "client_id", "client_assertion", "client_assertion_type");
  private static final Set<String> BESIDE_VISIBLE =
      Set.of("request", "client_id", "response_type", "scope");

  private final String issuer;
  private final InstantSource time;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  RequestObjectCheck(String issuer, InstantSource time) {
    this.issuer = issuer;
    this.time = time;
  }

  Map<String, String> pushed(FakeClient client, Map<String, String> form) {
    return read(client, form, BESIDE_PUSHED);
  }

  Map<String, String> visible(FakeClient client, Map<String, String> query) {
    return read(client, query, BESIDE_VISIBLE);
  }

  private Map<String, String> read(
      FakeClient client, Map<String, String> form, Set<String> beside) {
    if (!form.containsKey("request")) {
      return new HashMap<>(form);
    }
    require(beside.containsAll(form.keySet()), "parameters beside request");
    try {
      SignedJWT jwt = SignedJWT.parse(form.getOrDefault("request", ""));
      require(
          jwt.getHeader().getType() != null
              && jwt.getHeader().getType().getType().equals("oauth-authz-req+jwt"),
          "typ");
      require(
          client
              .requestKey()
              .or(client::key)
              .filter(key -> Signatures.verify(jwt, key))
              .isPresent(),
          "signature");
      return parameters(client, jwt.getJWTClaimsSet());
    } catch (ParseException unreadable) {
      throw Refusal.atProvider("invalid_request_object", "not a JWT");
    }
  }

  private Map<String, String> parameters(FakeClient client, JWTClaimsSet claims) {
    Instant now = time.instant();
    require(client.id().equals(claims.getIssuer()), "iss");
    require(client.id().equals(claims.getClaim("client_id")), "client_id");
    require(issuer.equals(claims.toJSONObject().get("aud")), "aud");
    require(!claims.getNotBeforeTime().toInstant().isAfter(now), "nbf");
    Instant end = claims.getExpirationTime().toInstant();
    require(end.isAfter(now), "exp");
    require(!end.isAfter(claims.getNotBeforeTime().toInstant().plus(LONGEST)), "exp far ahead");
    require(claims.getJWTID() != null && used.add(claims.getJWTID()), "jti");
    require(
        claims.getClaim("request") == null && claims.getClaim("request_uri") == null,
        "a request within the request");
    Map<String, String> parameters = new HashMap<>();
    claims.toJSONObject().forEach((name, value) -> parameters.put(name, text(value)));
    return parameters;
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> object) {
      return JSONObjectUtils.toJSONString(
          object.entrySet().stream()
              .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue)));
    }
    return value instanceof List<?> many
        ? many.stream().map(RequestObjectCheck::text).collect(Collectors.joining(" "))
        : String.valueOf(value);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw Refusal.atProvider("invalid_request_object", what);
    }
  }
}
