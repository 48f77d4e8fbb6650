package dev.holdfast.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Checks JWS signatures with public keys; knows EdDSA too, by the JDK. */
final class Signatures {

  /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410 §4). */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Signatures() {}

  /** False as well for a key that does not fit the algorithm. */
  static boolean verify(SignedJWT jwt, JWK key) {
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    try {
      if (JWSAlgorithm.EdDSA.equals(algorithm)) {
        return key instanceof OctetKeyPair pair && verifyEd25519(jwt, pair);
      }
      if (JWSAlgorithm.Family.EC.contains(algorithm)) {
        return jwt.verify(new ECDSAVerifier(key.toECKey()));
      }
      return JWSAlgorithm.Family.RSA.contains(algorithm)
          && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (JOSEException | GeneralSecurityException | ClassCastException misfit) {
      return false;
    }
  }

  /** The same with a secret, by its octets. */
  static boolean verify(SignedJWT jwt, String secret) {
    try {
      return JWSAlgorithm.Family.HMAC_SHA.contains(jwt.getHeader().getAlgorithm())
          && jwt.verify(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException misfit) {
      return false;
    }
  }

  private static boolean verifyEd25519(SignedJWT jwt, OctetKeyPair key)
      throws GeneralSecurityException {
    if (!Curve.Ed25519.equals(key.getCurve())) {
      return false;
    }
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(ed25519(key.getDecodedX()));
    verifier.update(jwt.getSigningInput());
    return verifier.verify(jwt.getSignature().decode());
  }

  private static PublicKey ed25519(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
