package dev.holdfast.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;

/**
 * Signs proofs with one key. All of them have the same header, so it is written once (RFC 9449
 * §4.2). Thread-safe.
 */
final class ProofForge {
  private final JWSHeader header;
  private final JWSSigner signer;

  private ProofForge(JWSHeader header, JWSSigner signer) {
    this.header = header;
    this.signer = signer;
  }

  static ProofForge of(JWK key, JWSAlgorithm algorithm) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(algorithm)
              .type(new JOSEObjectType("dpop+jwt"))
              .jwk(key.toPublicJWK())
              .build();
      return new ProofForge(
          JWSHeader.parse(header.toBase64URL()), // which keeps its text
          new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("a key that cannot sign " + algorithm, e);
    }
  }

  /** The proof with these claims, compact. */
  String sign(String claims) {
    JWSObject proof = new JWSObject(header, new Payload(claims));
    try {
      proof.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("a DPoP key that does not sign", e);
    }
    return proof.serialize();
  }
}
