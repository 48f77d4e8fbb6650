package dev.holdfast.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import dev.holdfast.config.DpopAlgorithm;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SignatureException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** Signs with what every Java platform has. Thread-safe. */
final class PlatformSigner {
  private final Map<DpopAlgorithm, Provider> fixed;

  private PlatformSigner(Map<DpopAlgorithm, Provider> fixed) {
    this.fixed = fixed;
  }

  /** By whichever provider {@code java.security} puts first. */
  static PlatformSigner asRegistered() {
    return new PlatformSigner(Map.of());
  }

  /** By the JDK's own providers, whatever was registered before them. */
  static PlatformSigner jdkOnly() {
    Map<DpopAlgorithm, Provider> own = new EnumMap<>(DpopAlgorithm.class);
    // EdDSA is signed in plain Java, by no provider.
    for (DpopAlgorithm algorithm : EnumSet.complementOf(EnumSet.of(DpopAlgorithm.EDDSA))) {
      try {
        own.put(algorithm, JdkProviders.forSignature(JcaSigner.names(algorithm).get(0)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
    }
    return new PlatformSigner(own);
  }

  KeySignature with(JWK key, DpopAlgorithm algorithm) throws GeneralSecurityException {
    JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.joseName()));
    JWSSigner signer = signer(key, header.getAlgorithm());
    Optional.ofNullable(fixed.get(algorithm)).ifPresent(signer.getJCAContext()::setProvider);
    return input -> sign(signer, header, input);
  }

  private static JWSSigner signer(JWK key, JWSAlgorithm algorithm) throws SignatureException {
    try {
      return new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
    } catch (JOSEException e) {
      throw new SignatureException("a key that cannot sign " + algorithm, e);
    }
  }

  private static String sign(JWSSigner signer, JWSHeader header, byte[] input)
      throws SignatureException {
    try {
      return signer.sign(header, input).toString();
    } catch (JOSEException e) {
      throw new SignatureException(e);
    }
  }
}
