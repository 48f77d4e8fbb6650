package dev.holdfast.testkit;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A client the provider knows.
 *
 * @param secret for client_secret_basic and client_secret_post, or client_secret_jwt alone
 * @param key the public key for private_key_jwt
 * @param jwksUri where the client publishes its keys, if the provider was not told them
 * @param signsWithSecret whether the secret signs and is never sent
 * @param certificate what the certificate must be that the client shows in TLS
 * @param requestKey the public key for signed requests, if that is not {@code key}
 */
public record FakeClient(
    String id,
    Optional<String> secret,
    Optional<JWK> key,
    Optional<URI> jwksUri,
    boolean signsWithSecret,
    Optional<Predicate<X509Certificate>> certificate,
    Optional<JWK> requestKey) {
  private static final Optional<JWK> NONE = Optional.empty();

  /** Authenticates by basic or post. */
  public static FakeClient withSecret(String id, String secret) {
    return new FakeClient(
        id, Optional.of(secret), NONE, Optional.empty(), false, Optional.empty(), NONE);
  }

  /** Authenticates by client_secret_jwt. */
  public static FakeClient withSecretThatSigns(String id, String secret) {
    return new FakeClient(
        id, Optional.of(secret), NONE, Optional.empty(), true, Optional.empty(), NONE);
  }

  /** Authenticates by private_key_jwt; a private key is cut down to its public part. */
  public static FakeClient withKey(String id, JWK key) {
    return open(id).with(Optional.of(key.toPublicJWK()), Optional.empty(), NONE);
  }

  /** Authenticates by private_key_jwt; the provider fetches its keys each time. */
  public static FakeClient withKeysAt(String id, URI jwksUri) {
    return new FakeClient(
        id, Optional.empty(), NONE, Optional.of(jwksUri), false, Optional.empty(), NONE);
  }

  /** Authenticates by a certificate that it shows in TLS. */
  public static FakeClient showing(String id, Predicate<X509Certificate> certificate) {
    return open(id).with(NONE, Optional.of(certificate), NONE);
  }

  /** The same client, which has to show a certificate beside what proves its name. */
  public FakeClient alsoShowing(Predicate<X509Certificate> shown) {
    return with(key, Optional.of(shown), requestKey);
  }

  /** The same client, which signs requests with a key that proves nothing else. */
  public FakeClient signingRequestsWith(JWK own) {
    return with(key, certificate, Optional.of(own.toPublicJWK()));
  }

  /** Does not authenticate. */
  public static FakeClient open(String id) {
    return new FakeClient(
        id, Optional.empty(), NONE, Optional.empty(), false, Optional.empty(), NONE);
  }

  private FakeClient with(
      Optional<JWK> proving,
      Optional<Predicate<X509Certificate>> shown,
      Optional<JWK> signingRequests) {
    return new FakeClient(id, secret, proving, jwksUri, signsWithSecret, shown, signingRequests);
  }

  /** Whether it has to prove its name. */
  public boolean authenticates() {
    return secret.isPresent() || key.isPresent() || jwksUri.isPresent() || certificate.isPresent();
  }
}
