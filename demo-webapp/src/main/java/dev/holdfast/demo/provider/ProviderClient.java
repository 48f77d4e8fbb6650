package dev.holdfast.demo.provider;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application that may send its users here.
 *
 * @param redirectUris compared exactly, except for the port of a loopback address
 * @param backChannelLogoutUri told when a sign-in is over; null for nowhere
 */
public record ProviderClient(
    String id,
    Credential credential,
    Set<URI> redirectUris,
    Set<URI> postLogoutRedirectUris,
    @Nullable URI backChannelLogoutUri) {

  public ProviderClient {
    redirectUris = Set.copyOf(redirectUris);
    postLogoutRedirectUris = Set.copyOf(postLogoutRedirectUris);
  }

  /** A client that is not told. */
  public ProviderClient(
      String id, Credential credential, Set<URI> redirectUris, Set<URI> postLogoutRedirectUris) {
    this(id, credential, redirectUris, postLogoutRedirectUris, null);
  }

  /** How a client proves who it is at the token endpoint. */
  public sealed interface Credential {

    /** {@code client_secret_basic} and {@code client_secret_post}: a demo password. */
    record Secret(String text) implements Credential {
      @Override
      public String toString() {
        return "Secret[***]";
      }
    }

    /** {@code private_key_jwt}: assertions signed by one of these keys. */
    record Keys(JWKSet publicKeys) implements Credential {
      public Keys {
        publicKeys = publicKeys.toPublicJWKSet();
      }
    }

    /** {@code none}: a public client, held together by PKCE and DPoP. */
    record None() implements Credential {}
  }
}
