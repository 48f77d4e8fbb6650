package dev.holdfast.testkit;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.util.Optional;

/**
 * A client the provider knows.
 *
 * @param secret for client_secret_basic and client_secret_post
 * @param key the public key for private_key_jwt
 * @param jwksUri where the client publishes its keys, if the provider was not told them
 */
public record FakeClient(
    String id, Optional<String> secret, Optional<JWK> key, Optional<URI> jwksUri) {

  /** Authenticates by basic or post. */
  public static FakeClient withSecret(String id, String secret) {
    return new FakeClient(id, Optional.of(secret), Optional.empty(), Optional.empty());
  }

  /** Authenticates by private_key_jwt; a private key is cut down to its public part. */
  public static FakeClient withKey(String id, JWK key) {
    return new FakeClient(id, Optional.empty(), Optional.of(key.toPublicJWK()), Optional.empty());
  }

  /** Authenticates by private_key_jwt; the provider fetches its keys each time. */
  public static FakeClient withKeysAt(String id, URI jwksUri) {
    return new FakeClient(id, Optional.empty(), Optional.empty(), Optional.of(jwksUri));
  }

  /** Does not authenticate. */
  public static FakeClient open(String id) {
    return new FakeClient(id, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it has to prove its name. */
  public boolean authenticates() {
    return secret.isPresent() || key.isPresent() || jwksUri.isPresent();
  }
}
