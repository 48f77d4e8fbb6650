package dev.holdfast.demo.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens that are JWTs: signature, issuer, audience, expiry to the second.
 * Thread-safe; fetches the issuer's keys when it first needs them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068 section 4</a>
 */
final class AccessTokenCheck {

  /**
   * A verified token.
   *
   * @param boundTo thumbprint of the key that must sign the proofs
   */
  record BoundToken(String subject, String boundTo) {}

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  AccessTokenCheck(ApiSettings settings) {
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
            Set.of("sub", "exp", "cnf"));
    claims.setMaxClockSkew(0);
    processor.setJWTClaimsSetVerifier(claims);
    try {
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(
              Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
              JWKSourceBuilder.create(settings.jwks().toURL()).build()));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("jwks is no URL: " + settings.jwks(), e);
    }
  }

  /** Empty for any token that is not a good one of ours, bound to a key. */
  Optional<BoundToken> verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
      return confirmation.get("jkt") instanceof String thumbprint
          ? Optional.of(new BoundToken(claims.getSubject(), thumbprint))
          : Optional.empty();
    } catch (ParseException | BadJOSEException | JOSEException refused) {
      return Optional.empty();
    }
  }
}
