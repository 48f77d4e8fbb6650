package dev.holdfast.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * The key pair that a session, or a client's own token, proves the possession of. Signs nothing but
 * DPoP proofs. Immutable; prints its thumbprint only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449">RFC 9449</a>
 */
public final class DpopKey {
  private final DpopAlgorithm algorithm;
  private final SecretBytes bytes;

  // Computed when first asked for: most requests of a session need neither.
  private volatile @Nullable JwkThumbprint thumbprint;
  private volatile @Nullable ProofForge proofs;

  private DpopKey(DpopAlgorithm algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = SecretBytes.of(bytes);
  }

  /** A new key pair. An RSA pair takes some hundred milliseconds. */
  public static DpopKey generate(DpopAlgorithm algorithm) {
    return new DpopKey(algorithm, KeyBytes.write(KeyPairs.generate(algorithm), algorithm));
  }

  /**
   * A configured key. Members besides the key itself, such as {@code kid}, are dropped.
   *
   * @throws IllegalArgumentException if the key does not fit the algorithm, is shorter than 2048
   *     bits (RSA), or lacks its primes (RSA)
   */
  public static DpopKey of(PrivateJwk jwk, DpopAlgorithm algorithm) {
    JWK key = jwk.reveal();
    if (!fits(key, algorithm)) {
      throw new IllegalArgumentException(
          "a DPoP key for " + algorithm.joseName() + " is " + wanted(algorithm));
    }
    return new DpopKey(algorithm, KeyBytes.write(key, algorithm));
  }

  private static boolean fits(JWK key, DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256);
      case ES384 -> key instanceof ECKey ec && ec.getCurve().equals(Curve.P_384);
      case EDDSA -> key instanceof OctetKeyPair okp && okp.getCurve().equals(Curve.Ed25519);
      case RS256, PS256 ->
          key instanceof RSAKey rsa
              && rsa.size() >= KeyPairs.RSA_BITS
              && rsa.getFirstCRTCoefficient() != null
              && rsa.getOtherPrimes().isEmpty();
    };
  }

  private static String wanted(DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> "an EC key on P-256";
      case ES384 -> "an EC key on P-384";
      case EDDSA -> "an OKP key on Ed25519";
      case RS256, PS256 -> "an RSA key of 2048 bits or more, with its two primes";
    };
  }

  /**
   * Reads {@link #toBytes()}. Checks the layout only: the bytes come from where nobody could alter
   * them.
   *
   * @throws IllegalArgumentException if the layout is another one
   */
  public static DpopKey fromBytes(byte[] bytes) {
    return new DpopKey(KeyBytes.checkedAlgorithm(bytes), bytes);
  }

  /** The private key, to be sealed: 97 bytes for ES256. Every call site is a place to review. */
  public byte[] toBytes() {
    return bytes.reveal();
  }

  public DpopAlgorithm algorithm() {
    return algorithm;
  }

  /** What the provider binds tokens to. */
  public JwkThumbprint thumbprint() {
    JwkThumbprint known = thumbprint;
    if (known == null) {
      known = computeThumbprint();
      thumbprint = known;
    }
    return known;
  }

  private JwkThumbprint computeThumbprint() {
    try {
      return new JwkThumbprint(jwk().computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Signs proofs by this key. Thread-safe. What the signer makes of the key is never stored. */
  ProofForge proofs(ProofSignatures signatures) {
    ProofForge known = proofs;
    if (known == null || !known.signsBy(signatures)) {
      known = ProofForge.of(jwk(), algorithm, signatures);
      proofs = known;
    }
    return known;
  }

  /** The key with its private members. */
  JWK jwk() {
    return KeyBytes.read(bytes.reveal(), algorithm);
  }

  /** Compares the private keys, in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DpopKey that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return "DpopKey[" + thumbprint() + "]";
  }
}
