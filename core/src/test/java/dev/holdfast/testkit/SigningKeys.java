package dev.holdfast.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The provider's signing keys, and what its JWKS shows of them. Thread-safe. */
final class SigningKeys {

  private static final int RSA_BITS = 2048;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, JWK> current = new HashMap<>();
  private final List<JWK> decoys = new ArrayList<>();
  private int generation = 1;

  /** The key for ES256 or RS256; made when first asked for. */
  JWK current(String algorithm) {
    lock.lock();
    try {
      return current.computeIfAbsent(algorithm, name -> generate(name, kid(name)));
    } finally {
      lock.unlock();
    }
  }

  /** A key nobody published, under the published key's id. */
  JWK stranger(String algorithm) {
    return generate(algorithm, current(algorithm).getKeyID());
  }

  void rotate() {
    lock.lock();
    try {
      List<String> algorithms = List.copyOf(current.keySet());
      generation++;
      current.clear();
      decoys.clear();
      algorithms.forEach(this::current);
    } finally {
      lock.unlock();
    }
  }

  /** Publishes another key under the same id, before the right one. */
  void publishDecoys() {
    lock.lock();
    try {
      current.keySet().forEach(algorithm -> decoys.add(stranger(algorithm)));
    } finally {
      lock.unlock();
    }
  }

  Reply publish() {
    lock.lock();
    try {
      current("ES256");
      List<JWK> keys = new ArrayList<>(decoys);
      keys.addAll(current.values());
      List<Map<String, Object>> shown =
          keys.stream().map(key -> key.toPublicJWK().toJSONObject()).toList();
      return Reply.json(200, Map.of("keys", shown));
    } finally {
      lock.unlock();
    }
  }

  private String kid(String algorithm) {
    return algorithm.toLowerCase(java.util.Locale.ROOT) + "-" + generation;
  }

  private static JWK generate(String algorithm, String kid) {
    try {
      return switch (algorithm) {
        case "ES256" ->
            new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID(kid).generate();
        case "ES384" ->
            new ECKeyGenerator(Curve.P_384).keyUse(KeyUse.SIGNATURE).keyID(kid).generate();
        case "EdDSA", "Ed25519" ->
            new OctetKeyPairGenerator(Curve.Ed25519).keyUse(KeyUse.SIGNATURE).keyID(kid).generate();
        case "RS256", "PS256" -> rsa(kid);
        default -> throw new IllegalArgumentException("no key for " + algorithm);
      };
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static RSAKey rsa(String kid) throws JOSEException {
    return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).keyID(kid).generate();
  }
}
