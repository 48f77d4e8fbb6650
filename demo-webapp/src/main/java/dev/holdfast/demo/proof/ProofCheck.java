package dev.holdfast.demo.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import com.nimbusds.oauth2.sdk.util.singleuse.SingleUseChecker;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.holdfast.demo.proof.ProofRefusedException.Reason;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/**
 * Checks proofs with the Nimbus verifiers: signature, type, method, address, age, nonce, single use
 * and, at a resource, the access token's hash and key. Uses the system clock. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 section 4.3</a>
 */
public final class ProofCheck {
  /** What a proof may be signed with. The verifiers know no Edwards curves. */
  public static final List<String> ALGORITHMS =
      List.of("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");

  private static final Set<JWSAlgorithm> ACCEPTED = accepted();
  private static final long CLOCK_SKEW_SECONDS = 10;
  private static final long MAX_AGE_SECONDS = 60;

  private final Nonces nonces;
  private final SingleUseChecker<DPoPProofUse> singleUse;
  private final DPoPProtectedResourceRequestVerifier resource;

  public ProofCheck(Nonces nonces, SeenIds seen) {
    this.nonces = nonces;
    this.singleUse = use -> once(seen, use);
    this.resource =
        new DPoPProtectedResourceRequestVerifier(
            ACCEPTED, CLOCK_SKEW_SECONDS, MAX_AGE_SECONDS, singleUse);
  }

  /** Checks the proof of a POST to one of the authorization server's own endpoints. */
  public Proof atEndpoint(URI endpoint, List<String> headers) throws ProofRefusedException {
    SignedJWT proof = parse(headers);
    try {
      JWKThumbprintConfirmation key =
          new DPoPTokenRequestVerifier(
                  ACCEPTED, endpoint, CLOCK_SKEW_SECONDS, MAX_AGE_SECONDS, singleUse)
              .verify(signer(proof), proof, acceptedNonces(proof));
      return new Proof(key.getValue().toString());
    } catch (InvalidDPoPProofException | JOSEException e) {
      throw new ProofRefusedException(Reason.INVALID_PROOF, e);
    }
  }

  /**
   * Checks the proof that accompanies an access token.
   *
   * @param boundTo the thumbprint in the token's {@code cnf.jkt}
   */
  public Proof atResource(
      String method, URI uri, List<String> headers, String accessToken, String boundTo)
      throws ProofRefusedException {
    SignedJWT proof = parse(headers);
    try {
      resource.verify(
          method,
          uri,
          signer(proof),
          proof,
          new DPoPAccessToken(accessToken),
          new JWKThumbprintConfirmation(new Base64URL(boundTo)),
          acceptedNonces(proof),
          null);
      return new Proof(boundTo);
    } catch (AccessTokenValidationException e) {
      throw new ProofRefusedException(Reason.WRONG_TOKEN, e);
    } catch (InvalidDPoPProofException | JOSEException e) {
      throw new ProofRefusedException(Reason.INVALID_PROOF, e);
    }
  }

  private Set<Nonce> acceptedNonces(SignedJWT proof) throws ProofRefusedException {
    String nonce = claim(proof, "nonce");
    if (!nonces.accepts(nonce.isEmpty() ? null : nonce)) {
      throw new ProofRefusedException(Reason.NONCE_WANTED, "no nonce of ours, or an old one");
    }
    return nonce.isEmpty() ? Set.of() : Set.of(new Nonce(nonce));
  }

  private static SignedJWT parse(List<String> headers) throws ProofRefusedException {
    if (headers.size() != 1) {
      throw new ProofRefusedException(
          Reason.INVALID_PROOF, headers.size() + " DPoP headers instead of one");
    }
    try {
      SignedJWT proof = SignedJWT.parse(headers.get(0));
      if (proof.getHeader().getJWK() == null) {
        throw new ProofRefusedException(Reason.INVALID_PROOF, "no jwk in the proof's header");
      }
      return proof;
    } catch (ParseException e) {
      throw new ProofRefusedException(Reason.INVALID_PROOF, e);
    }
  }

  private static DPoPIssuer signer(SignedJWT proof) throws JOSEException {
    return new DPoPIssuer(proof.getHeader().getJWK().computeThumbprint().toString());
  }

  private static String claim(SignedJWT proof, String name) throws ProofRefusedException {
    try {
      String value = proof.getJWTClaimsSet().getStringClaim(name);
      return value == null ? "" : value;
    } catch (ParseException e) {
      throw new ProofRefusedException(Reason.INVALID_PROOF, e);
    }
  }

  private static void once(SeenIds seen, DPoPProofUse use) throws AlreadyUsedException {
    if (!seen.firstUse(use.getIssuer() + " " + use.getJWTID())) {
      throw new AlreadyUsedException("jti seen before");
    }
  }

  private static Set<JWSAlgorithm> accepted() {
    return Set.copyOf(ALGORITHMS.stream().map(JWSAlgorithm::parse).toList());
  }
}
