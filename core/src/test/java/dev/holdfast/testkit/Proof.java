package dev.holdfast.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a DPoP proof says (RFC 9449 §4.2), whether or not it was accepted.
 *
 * @param jkt the thumbprint of its key (RFC 7638)
 */
public record Proof(
    String jkt,
    String jti,
    String htm,
    String htu,
    Instant iat,
    Optional<String> nonce,
    Optional<String> ath) {

  /** Empty when the request carries no proof, several, or one that cannot be read. */
  static Optional<Proof> in(Call call) {
    if (call.all("DPoP").size() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(SignedJWT.parse(call.all("DPoP").get(0))));
    } catch (ParseException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Reads the claims without any check beyond their presence. */
  static Proof of(SignedJWT jwt) throws ParseException {
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    if (claims.getIssueTime() == null || jwt.getHeader().getJWK() == null) {
      throw new ParseException("a proof needs iat and jwk", 0);
    }
    return new Proof(
        thumbprint(jwt),
        required(claims, "jti"),
        required(claims, "htm"),
        required(claims, "htu"),
        claims.getIssueTime().toInstant(),
        Optional.ofNullable(claims.getStringClaim("nonce")),
        Optional.ofNullable(claims.getStringClaim("ath")));
  }

  private static String thumbprint(SignedJWT jwt) throws ParseException {
    try {
      return jwt.getHeader().getJWK().computeThumbprint().toString();
    } catch (JOSEException impossibleKey) {
      throw new ParseException(impossibleKey.getMessage(), 0);
    }
  }

  private static String required(JWTClaimsSet claims, String name) throws ParseException {
    String value = claims.getStringClaim(name);
    if (value == null) {
      throw new ParseException("a proof needs " + name, 0);
    }
    return value;
  }
}
