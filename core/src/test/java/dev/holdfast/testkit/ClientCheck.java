package dev.holdfast.testkit;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Checks who the client is (RFC 6749 §2.3, RFC 7523 §3). Thread-safe. */
final class ClientCheck {

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(5);

  private final String issuer;
  private final InstantSource time;
  private final Map<String, FakeClient> clients = new ConcurrentHashMap<>();
  private final PublishedKeys published = new PublishedKeys();
  private final Set<String> usedAssertions = ConcurrentHashMap.newKeySet();

  private volatile boolean forEndpoints;
  private volatile boolean withoutType;

  ClientCheck(String issuer, InstantSource time) {
    this.issuer = issuer;
    this.time = time;
  }

  /** Takes assertions only that name the address they were sent to. */
  void demandEndpoints() {
    forEndpoints = true;
  }

  /** Takes only assertions whose header says nothing of their type, or {@code JWT}. */
  void demandNoType() {
    withoutType = true;
  }

  void register(FakeClient client) {
    clients.put(client.id(), client);
  }

  FakeClient known(String id) {
    return Optional.ofNullable(clients.get(id))
        .orElseThrow(() -> Refusal.invalidClient("unknown client"));
  }

  FakeClient authenticate(Call call) {
    Optional<String> basic = call.header("Authorization").filter(v -> v.startsWith("Basic "));
    Optional<String> assertion = call.parameter("client_assertion");
    Optional<String> posted = call.parameter("client_secret");
    if (basic.stream().count() + assertion.stream().count() + posted.stream().count() > 1) {
      throw Refusal.atProvider("invalid_request", "several client authentications");
    }
    if (basic.isPresent()) {
      return byBasic(basic.get());
    }
    if (assertion.isPresent()) {
      return byAssertion(call, assertion.get());
    }
    FakeClient client = known(call.parameter("client_id").orElse(""));
    if (client.certificate().isPresent()) {
      require(posted.isEmpty() && client.key().isEmpty(), "another method");
      requireShown(client, call);
      return client;
    }
    require(!client.authenticates() || client.secret().isPresent(), "another method");
    require(!client.signsWithSecret() && client.secret().equals(posted), "wrong secret");
    return client;
  }

  private FakeClient byBasic(String header) {
    byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()));
    String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
    require(pair.length == 2, "no colon");
    FakeClient client = known(Call.decode(pair[0]));
    require(!client.signsWithSecret(), "another method");
    require(client.secret().equals(Optional.of(Call.decode(pair[1]))), "wrong secret");
    return client;
  }

  private FakeClient byAssertion(Call call, String assertion) {
    require(call.parameter("client_assertion_type").equals(Optional.of(ASSERTION_TYPE)), "type");
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      FakeClient client = known(String.valueOf(claims.getSubject()));
      JOSEObjectType type = jwt.getHeader().getType();
      require(!withoutType || type == null || type.equals(JOSEObjectType.JWT), "typ");
      require(signed(client, jwt), "signature");
      requireShown(client, call);
      require(client.id().equals(claims.getIssuer()), "iss");
      // The one string, not an array: RFC 7523bis and FAPI 2.0 §5.3.3.1
      String audience = forEndpoints ? call.origin(issuer) + call.target().getPath() : issuer;
      require(audience.equals(claims.toJSONObject().get("aud")), "aud");
      require(fresh(claims.getExpirationTime()), "exp");
      require(claims.getJWTID() != null && usedAssertions.add(claims.getJWTID()), "jti");
      return client;
    } catch (ParseException unreadable) {
      throw Refusal.invalidClient("not a JWT");
    }
  }

  private static void requireShown(FakeClient client, Call call) {
    require(
        client
            .certificate()
            .map(shown -> call.tls().map(Call.Tls::certificate).filter(shown).isPresent())
            .orElse(true),
        "another certificate");
  }

  private boolean signed(FakeClient client, SignedJWT assertion) {
    return client.signsWithSecret()
        ? Signatures.verify(assertion, client.secret().orElseThrow())
        : keys(client, assertion).anyMatch(key -> Signatures.verify(assertion, key));
  }

  private Stream<JWK> keys(FakeClient client, SignedJWT assertion) {
    return client
        .jwksUri()
        .map(address -> published.at(address, assertion.getHeader().getKeyID()).stream())
        .orElseGet(() -> client.key().stream());
  }

  private boolean fresh(Date expiry) {
    Instant now = time.instant();
    return expiry != null
        && expiry.toInstant().isAfter(now)
        && !expiry.toInstant().isAfter(now.plus(LONGEST_ASSERTION));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw Refusal.invalidClient(what);
    }
  }
}
