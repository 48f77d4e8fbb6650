package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** Keys as a JCA provider keeps them itself. */
final class JcaKeys {
  /** What stands before the 32 bytes of an Ed25519 key (RFC 8410 §7 and §4). */
  private static final String ED25519_PRIVATE = "302e020100300506032b657004220420";

  private static final String ED25519_PUBLIC = "302a300506032b6570032100";

  private JcaKeys() {}

  static PrivateKey privateKey(JWK key, Provider provider) throws GeneralSecurityException {
    return factory(key, provider).generatePrivate(privateSpec(key));
  }

  static PublicKey publicKey(JWK key, Provider provider) throws GeneralSecurityException {
    return factory(key, provider).generatePublic(publicSpec(key));
  }

  /** A provider without a factory takes the keys of others. */
  private static KeyFactory factory(JWK key, Provider provider) throws GeneralSecurityException {
    List<String> names =
        key instanceof OctetKeyPair
            ? List.of("Ed25519", "EdDSA")
            : List.of(key.getKeyType().getValue());
    for (String name : names) {
      if (provider.getService("KeyFactory", name) != null) {
        return KeyFactory.getInstance(name, provider);
      }
    }
    return KeyFactory.getInstance(names.get(0));
  }

  private static KeySpec privateSpec(JWK key) {
    if (key instanceof ECKey ec) {
      return new ECPrivateKeySpec(number(ec.getD()), ec.getCurve().toECParameterSpec());
    }
    if (key instanceof OctetKeyPair okp) {
      return new PKCS8EncodedKeySpec(encoded(ED25519_PRIVATE, okp.getD()));
    }
    RSAKey rsa = key.toRSAKey();
    return new RSAPrivateCrtKeySpec(
        number(rsa.getModulus()),
        number(rsa.getPublicExponent()),
        number(rsa.getPrivateExponent()),
        number(rsa.getFirstPrimeFactor()),
        number(rsa.getSecondPrimeFactor()),
        number(rsa.getFirstFactorCRTExponent()),
        number(rsa.getSecondFactorCRTExponent()),
        number(rsa.getFirstCRTCoefficient()));
  }

  private static KeySpec publicSpec(JWK key) {
    if (key instanceof ECKey ec) {
      return new ECPublicKeySpec(
          new ECPoint(number(ec.getX()), number(ec.getY())), ec.getCurve().toECParameterSpec());
    }
    if (key instanceof OctetKeyPair okp) {
      return new X509EncodedKeySpec(encoded(ED25519_PUBLIC, okp.getX()));
    }
    RSAKey rsa = key.toRSAKey();
    return new RSAPublicKeySpec(number(rsa.getModulus()), number(rsa.getPublicExponent()));
  }

  private static BigInteger number(Base64URL member) {
    return member.decodeToBigInteger();
  }

  private static byte[] encoded(String head, Base64URL member) {
    return HexFormat.of().parseHex(head + HexFormat.of().formatHex(member.decode()));
  }
}
