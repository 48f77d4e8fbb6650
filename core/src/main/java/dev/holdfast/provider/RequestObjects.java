package dev.holdfast.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.RandomBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs authorization requests with the client's key (RFC 9101): every parameter goes into one JWT,
 * which is made anew for each HTTP request.
 */
final class RequestObjects {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final JOSEObjectType TYPE = new JOSEObjectType("oauth-authz-req+jwt");

  private final OidcConfig config;
  private final RandomBytes random;
  private final InstantSource time;

  RequestObjects(ProviderSetup setup) {
    this.config = setup.config();
    this.random = setup.random();
    this.time = setup.time();
  }

  /** As it is to be pushed: signed where that is configured. */
  AuthorizationRequest pushed(AuthorizationRequest request) {
    return config.logins().signedRequests()
        ? new AuthorizationRequest.Builder(signed(request), new ClientID(config.clientId())).build()
        : request;
  }

  /**
   * As it stands in an address. What OpenID Connect Core §6.1 wants beside a signed request is the
   * same for every login.
   */
  Map<String, List<String>> visible(AuthorizationRequest request) {
    Map<String, List<String>> plain = request.toParameters();
    if (!config.logins().signedRequests()) {
      return plain;
    }
    Map<String, List<String>> visible = new LinkedHashMap<>();
    for (String name : List.of("client_id", "response_type", "scope")) {
      visible.put(name, plain.get(name));
    }
    visible.put("request", List.of(signed(request).serialize()));
    return visible;
  }

  private SignedJWT signed(AuthorizationRequest request) {
    JWK key = config.clientAuthentication().signingKeys().get(0).reveal();
    JWSAlgorithm algorithm = ClientAssertion.algorithm(key);
    JWSHeader header = new JWSHeader.Builder(algorithm).type(TYPE).keyID(key.getKeyID()).build();
    SignedJWT jwt = new SignedJWT(header, claims(request));
    try {
      jwt.sign(ClientAssertion.signer(key, algorithm));
    } catch (JOSEException e) {
      throw new IllegalStateException("client-key cannot sign with " + algorithm, e);
    }
    return jwt;
  }

  private JWTClaimsSet claims(AuthorizationRequest request) {
    Instant now = time.instant();
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    request.toParameters().forEach((name, values) -> claims.claim(name, value(name, values)));
    return claims
        .issuer(config.clientId())
        .audience(config.issuer().toString())
        .notBeforeTime(Date.from(now))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFE)))
        .jwtID(random.text(16))
        .build();
  }

  /** Numbers and JSON stand in a JWT as what they are (RFC 9101 §4, OpenID Connect Core §6.1). */
  private static Object value(String name, List<String> values) {
    if (values.size() > 1) {
      return values;
    }
    String text = values.get(0);
    return switch (name) {
      case "max_age" -> Long.valueOf(text);
      case "claims" -> JsonText.object(text).orElseThrow();
      case "authorization_details" -> JsonText.array(text).orElseThrow();
      default -> text;
    };
  }
}
