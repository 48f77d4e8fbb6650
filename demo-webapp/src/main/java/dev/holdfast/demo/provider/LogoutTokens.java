package dev.holdfast.demo.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/**
 * Writes the tokens that tell clients of an ended session.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken">
 *     Back-Channel Logout section 2.4</a>
 */
final class LogoutTokens {
  private static final Duration LIFE = Duration.ofMinutes(2);
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private final String issuer;
  private final RSAKey key;
  private final InstantSource time;

  LogoutTokens(String issuer, RSAKey key, InstantSource time) {
    this.issuer = issuer;
    this.key = key;
    this.time = time;
  }

  /** For the client and the session of this ID token. */
  String about(String clientId, OidcIdToken idToken) {
    Instant now = time.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(clientId)
            .subject(idToken.getSubject())
            .claim("sid", idToken.getClaimAsString("sid"))
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim("events", Map.of(EVENT, Map.of()))
            .build();
    return signed(claims);
  }

  private String signed(JWTClaimsSet claims) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(new JOSEObjectType("logout+jwt"))
            .keyID(key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with the provider's own key", e);
    }
    return token.serialize();
  }
}
