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
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.TransportException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * The provider's signing keys. Fetched once by one thread, refreshed behind the requests, fetched
 * again for unknown {@code kid}s at most twice in 30 s. Keys named inside a token are ignored
 * (OpenID Connect Core §10.1.1, RFC 8725 §3.10).
 */
final class SigningKeys {
  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration REFRESH_AHEAD = Duration.ofMinutes(5);
  private static final Duration OUTAGE = Duration.ofHours(24);
  private static final Duration FETCH_LIMIT = Duration.ofSeconds(15);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
  private static final int MOST_KEYS_TRIED = 4;

  private final JWKSource<SecurityContext> source;

  SigningKeys(URI address, ProviderSetup setup) {
    HttpTransport transport =
        new ProviderCalls(setup.listeners(), ProviderEndpoint.KEYS).over(setup.transport());
    KeyChanges changes = new KeyChanges(setup.config().issuer(), setup.listeners());
    this.source =
        new JWKSetBasedJWKSource<>(
            cached(address, retriever(transport, changes), setup.background()));
  }

  private static RefreshAheadCachingJWKSetSource<SecurityContext> cached(
      URI address, ResourceRetriever retriever, ExecutorService background) {
    try {
      return new RefreshAheadCachingJWKSetSource<>(
          new RateLimitedJWKSetSource<>(
              new OutageTolerantJWKSetSource<>(
                  new URLBasedJWKSetSource<>(address.toURL(), retriever), OUTAGE.toMillis(), null),
              BETWEEN_FETCHES.toMillis(),
              null),
          FRESH.toMillis(),
          FETCH_LIMIT.toMillis(),
          REFRESH_AHEAD.toMillis(),
          false,
          background,
          false,
          null);
    } catch (MalformedURLException e) {
      throw new IllegalStateException("jwks_uri was checked to be http or https", e);
    }
  }

  private static ResourceRetriever retriever(HttpTransport transport, KeyChanges changes) {
    return url -> {
      try {
        HttpReply reply =
            transport.send(
                new HttpCall("GET", url.toURI(), Map.of("Accept", "application/json"), ""));
        if (reply.status() != 200) {
          throw new TransportException("key set: status " + reply.status());
        }
        changes.fetched(reply.body());
        return new Resource(reply.body(), "application/json");
      } catch (URISyntaxException e) {
        throw new IOException("key set: not a URI", e);
      }
    };
  }

  /** Throws a {@link ProviderRefusal} unless one of the provider's keys made the signature. */
  void verify(SignedJWT token) {
    verify(token, AnswerKind.ID_TOKEN);
  }

  /** The same for another kind of token. */
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
      keys = source.get(new JWKSelector(matcher), null);
    } catch (RateLimitReachedException e) {
      throw kind.unverifiable("unknown kid");
    } catch (KeySourceException e) {
      throw ProviderRefusal.unavailable("key set: no answer", e);
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
