package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.config.DpopAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** New key pairs, from the platform's generators and its {@code SecureRandom}. */
final class KeyPairs {
  /** RFC 7518 §3.3 and §3.5 ask for no less. */
  static final int RSA_BITS = 2048;

  private static final int ED25519_LENGTH = 32;

  private KeyPairs() {}

  /** RSA takes some hundred milliseconds, the others well below one. */
  static JWK generate(DpopAlgorithm algorithm) {
    try {
      return switch (algorithm) {
        case ES256 -> ecKey(Curve.P_256);
        case ES384 -> ecKey(Curve.P_384);
        case EDDSA -> ed25519();
        case RS256, PS256 -> rsa();
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform makes no keys for " + algorithm, e);
    }
  }

  private static JWK ecKey(Curve curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(curve.toECParameterSpec());
    KeyPair pair = generator.generateKeyPair();
    return new ECKey.Builder(curve, (ECPublicKey) pair.getPublic())
        .privateKey(pair.getPrivate())
        .build();
  }

  private static JWK rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS);
    KeyPair pair = generator.generateKeyPair();
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
        .privateKey(pair.getPrivate())
        .build();
  }

  private static JWK ed25519() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] scalar =
        ((EdECPrivateKey) pair.getPrivate())
            .getBytes()
            .orElseThrow(() -> new GeneralSecurityException("a key without its bytes"));
    // The encoding of the public key (RFC 8410 §4) ends with the 32 bytes that a JWK carries.
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
        .d(Base64URL.encode(scalar))
        .build();
  }
}
