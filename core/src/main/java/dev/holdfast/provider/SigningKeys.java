package dev.holdfast.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.provider.KeySetSource.Question;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The provider's signing keys. Fetched once by one thread, refreshed behind the requests, fetched
 * again for unknown {@code kid}s as often as {@link KeySetSource} lets. Keys named inside a token
 * are ignored (OpenID Connect Core §10.1.1, RFC 8725 §3.10).
 */
final class SigningKeys {
  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration REFRESH_AHEAD = Duration.ofMinutes(5);
  private static final Duration OUTAGE = Duration.ofHours(24);
  private static final Duration FETCH_LIMIT = Duration.ofSeconds(15);
  private static final int MOST_KEYS_TRIED = 4;

  private final JWKSource<Question> source;
  private final LongSupplier nanoTime;

  SigningKeys(URI address, ProviderSetup setup) {
    this.source =
        new JWKSetBasedJWKSource<>(
            new RefreshAheadCachingJWKSetSource<>(
                new OutageTolerantJWKSetSource<>(
                    new KeySetSource(address, setup), OUTAGE.toMillis(), null),
                FRESH.toMillis(),
                FETCH_LIMIT.toMillis(),
                REFRESH_AHEAD.toMillis(),
                false,
                setup.background(),
                false,
                null));
    this.nanoTime = setup.nanoTime();
  }

  /** Throws a {@link ProviderRefusal} unless one of the provider's keys made the signature. */
  void verify(SignedJWT token, AnswerKind kind) {
    try {
      for (JWK key : candidates(token.getHeader(), kind)) {
        if (token.verify(verifier(key))) {
          return;
        }
      }
    } catch (JOSEException e) {
      throw kind.invalid("signature cannot be checked");
    }
    throw kind.invalid("signature does not hold");
  }

  private List<JWK> candidates(JWSHeader header, AnswerKind kind) {
    JWKMatcher matcher =
        new JWKMatcher.Builder()
            .keyType(KeyType.forAlgorithm(header.getAlgorithm()))
            .keyID(header.getKeyID())
            .keyUses(KeyUse.SIGNATURE, null)
            .algorithms(header.getAlgorithm(), null)
            .build();
    List<JWK> keys;
    try {
      keys = source.get(new JWKSelector(matcher), new Question(kind, nanoTime.getAsLong()));
    } catch (KeySourceException e) {
      throw e.getCause() instanceof ProviderRefusal refusal
          ? refusal
          : ProviderRefusal.unavailable("key set: no answer", e);
    }
    List<JWK> usable = keys.stream().filter(key -> fits(key, header.getAlgorithm())).toList();
    if (usable.isEmpty() || (header.getKeyID() == null && usable.size() > 1)) {
      throw kind.unverifiable("no single key fits its header");
    }
    return usable.subList(0, Math.min(usable.size(), MOST_KEYS_TRIED));
  }

  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    if (key.isPrivate()) {
      return false; // a published private key is nobody's proof
    }
    if (key.getKeyType().equals(KeyType.RSA)) {
      return key.size() >= 2048 && key.size() <= 8192;
    }
    if (key.getKeyType().equals(KeyType.EC)) {
      return Curve.forJWSAlgorithm(algorithm).contains(key.toECKey().getCurve());
    }
    return key.getKeyType().equals(KeyType.OKP)
        && key.toOctetKeyPair().getCurve().equals(Curve.Ed25519);
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    if (key.getKeyType().equals(KeyType.RSA)) {
      return new RSASSAVerifier(key.toRSAKey());
    }
    return key.getKeyType().equals(KeyType.EC)
        ? new ECDSAVerifier(key.toECKey())
        : new Ed25519Verifier(key.toOctetKeyPair());
  }
}
