package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.JWK;
import dev.holdfast.config.DpopAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Signs proofs with one key. All of them have the same header, so it is written once (RFC 9449
 * §4.2). Thread-safe.
 */
final class ProofForge {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final ProofSignatures signatures;
  private final KeySignature key;
  private final String header;

  private ProofForge(ProofSignatures signatures, KeySignature key, String header) {
    this.signatures = signatures;
    this.key = key;
    this.header = header;
  }

  static ProofForge of(JWK key, DpopAlgorithm algorithm, ProofSignatures signatures) {
    try {
      return new ProofForge(
          signatures, signatures.with(key, algorithm), encoded(header(key, algorithm)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that cannot sign " + algorithm, e);
    }
  }

  private static String header(JWK key, DpopAlgorithm algorithm) {
    return "{\"typ\":\"dpop+jwt\",\"alg\":\""
        + algorithm.joseName()
        + "\",\"jwk\":"
        + key.toPublicJWK().toJSONString()
        + "}";
  }

  /** Whether the signatures are made by these and no others. */
  boolean signsBy(ProofSignatures wanted) {
    return signatures == wanted;
  }

  /** The proof with these claims, compact (RFC 7515 §7.1). */
  String sign(String claims) {
    String input = header + "." + encoded(claims);
    try {
      return input + "." + key.over(input.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a DPoP key that does not sign", e);
    }
  }

  private static String encoded(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
