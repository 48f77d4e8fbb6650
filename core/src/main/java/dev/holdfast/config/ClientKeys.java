package dev.holdfast.config;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings {@code client-key} and {@code decryption-key}: a private JWK, several in brackets,
 * or a JWK Set (RFC 7517 §5). {@link IllegalArgumentException} says what is wrong, and repeats
 * nothing of it.
 */
final class ClientKeys {
  private static final int LEAST_RSA_BITS = 2048;
  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.Ed25519);
  private static final Set<Curve> AGREEMENT = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
  private static final List<String> DECRYPTION =
      List.of("RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");

  private ClientKeys() {}

  /** Keys that sign; the first does. */
  static List<PrivateJwk> signing(String text) {
    List<PrivateJwk> keys = all(text);
    keys.forEach(key -> requireSigning(key.reveal()));
    return keys;
  }

  /** Keys that decrypt; each may. */
  static List<PrivateJwk> decrypting(String text) {
    List<PrivateJwk> keys = all(text);
    keys.forEach(key -> requireDecrypting(key.reveal()));
    return keys;
  }

  private static List<PrivateJwk> all(String text) {
    List<JWK> keys;
    try {
      keys = JWKSet.parse(text.startsWith("[") ? "{\"keys\":" + text + "}" : text).getKeys();
    } catch (ParseException e) {
      return List.of(PrivateJwk.parse(text));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("lists no key");
    }
    requireNames(keys);
    return keys.stream().map(PrivateJwk::of).toList();
  }

  /** With several, a name says which one has signed. */
  private static void requireNames(List<JWK> keys) {
    Set<String> names = new HashSet<>();
    for (JWK key : keys) {
      if (key.getKeyID() == null || !names.add(key.getKeyID())) {
        throw new IllegalArgumentException("lists several keys, but not each has a kid of its own");
      }
    }
  }

  private static void requireSigning(JWK key) {
    if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
      throw new IllegalArgumentException("has a key whose use is not sig");
    }
    if (key.getKeyType().equals(KeyType.RSA)) {
      if (key.size() < LEAST_RSA_BITS) {
        throw new IllegalArgumentException("has an RSA key of less than 2048 bits");
      }
    } else if (!CURVES.contains(curve(key))) {
      throw new IllegalArgumentException("has a key on curve " + curve(key));
    }
  }

  private static void requireDecrypting(JWK key) {
    if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.ENCRYPTION)) {
      throw new IllegalArgumentException("has a key whose use is not enc");
    }
    if (key.getAlgorithm() != null && !DECRYPTION.contains(key.getAlgorithm().getName())) {
      throw new IllegalArgumentException(
          "has a key whose alg is none of " + String.join(", ", DECRYPTION));
    }
    boolean fits =
        key.getKeyType().equals(KeyType.RSA)
            ? key.size() >= LEAST_RSA_BITS
            : AGREEMENT.contains(curve(key));
    if (!fits) {
      throw new IllegalArgumentException(
          "has a key that is neither RSA of 2048 bits nor on P-256, P-384 or P-521");
    }
  }

  private static Curve curve(JWK key) {
    return key.getKeyType().equals(KeyType.EC)
        ? key.toECKey().getCurve()
        : key.toOctetKeyPair().getCurve();
  }
}
