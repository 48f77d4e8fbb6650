package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.JWK;
import dev.holdfast.config.DpopAlgorithm;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;

/** Signs for one algorithm by one JCA provider. Thread-safe. */
final class JcaSigner {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** RFC 7518 §3.5: the salt is as long as the hash. */
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final Provider provider;
  private final DpopAlgorithm algorithm;
  private final String name;

  private JcaSigner(Provider provider, DpopAlgorithm algorithm, String name) {
    this.provider = provider;
    this.algorithm = algorithm;
    this.name = name;
  }

  /**
   * By the name that this provider has for the algorithm.
   *
   * @throws NoSuchAlgorithmException if it has none
   */
  static JcaSigner of(Provider provider, DpopAlgorithm algorithm) throws NoSuchAlgorithmException {
    for (String name : names(algorithm)) {
      if (provider.getService("Signature", name) != null) {
        return new JcaSigner(provider, algorithm, name);
      }
    }
    throw new NoSuchAlgorithmException("it has no " + String.join(", no ", names(algorithm)));
  }

  /** The form that needs no rewriting first. */
  static List<String> names(DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> List.of("SHA256withECDSAinP1363Format", "SHA256withECDSA");
      case ES384 -> List.of("SHA384withECDSAinP1363Format", "SHA384withECDSA");
      case RS256 -> List.of("SHA256withRSA");
      case PS256 -> List.of("RSASSA-PSS", "SHA256withRSA/PSS");
      case EDDSA -> List.of("Ed25519", "EdDSA");
    };
  }

  /**
   * Signs with this key, which is turned into the provider's own form once, here: a foreign one is
   * turned into it for every signature.
   */
  KeySignature with(JWK key) throws GeneralSecurityException {
    PrivateKey own = JcaKeys.privateKey(key, provider);
    return input -> BASE64URL.encodeToString(sign(own, input));
  }

  private byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException {
    Signature signature = open();
    signature.initSign(key);
    signature.update(input);
    return inJoseForm(signature.sign());
  }

  /** Whether this is a signature of the key over the input. */
  boolean verify(JWK key, byte[] input, byte[] joseSignature) throws GeneralSecurityException {
    Signature signature = open();
    signature.initVerify(JcaKeys.publicKey(key, provider));
    signature.update(input);
    return signature.verify(joseSignature);
  }

  private Signature open() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(name, provider);
    if (algorithm == DpopAlgorithm.PS256) {
      signature.setParameter(PSS);
    }
    return signature;
  }

  private byte[] inJoseForm(byte[] made) throws SignatureException {
    return switch (algorithm) {
      case ES256 -> concatenated(made, 32);
      case ES384 -> concatenated(made, 48);
      case RS256, PS256, EDDSA -> made;
    };
  }

  private byte[] concatenated(byte[] made, int length) throws SignatureException {
    if (!name.endsWith("inP1363Format")) {
      return DerSignature.toConcatenated(made, length);
    }
    if (made.length != 2 * length) {
      throw new SignatureException(made.length + " bytes are no " + algorithm.joseName());
    }
    return made;
  }
}
