package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.util.Optional;

/**
 * The revocation endpoint (RFC 7009): best effort. What it could not do for now is tried again
 * behind the caller, and logged when it is given up.
 */
final class Revocation {
  private final OidcConfig config;
  private final Metadata metadata;
  private final AuthorizationServerCall server;
  private final ClientCredential client;
  private final RevocationRetries retries;
  private final Events events = new Events();

  /** Tokens of this client: a provider revokes a client's own only. */
  Revocation(
      OidcConfig config,
      Metadata metadata,
      AuthorizationServerCall server,
      ClientCredential client,
      RevocationRetries retries) {
    this.config = config;
    this.metadata = metadata;
    this.server = server;
    this.client = client;
    this.retries = retries;
  }

  /** The same for the tokens of another client. */
  Revocation of(ClientCredential other) {
    return new Revocation(config, metadata, server.by(other.transport()), other, retries);
  }

  /**
   * Revokes a refresh token; the access tokens of its grant go with it (RFC 7009 §2.1). True if the
   * provider says so now.
   */
  boolean refreshToken(SecretText token, Optional<DpopKey> key) {
    return revoke(new RefreshToken(token.reveal()), key, 1);
  }

  /** Revokes an access token; true if the provider says so now. */
  boolean accessToken(SecretText token, Optional<DpopKey> key) {
    return revoke(new BearerAccessToken(token.reveal()), key, 1);
  }

  private boolean revoke(Token token, Optional<DpopKey> key, int tries) {
    try {
      URI endpoint = client.endpoints(metadata.load()).revocation();
      if (endpoint == null) {
        events.notRevoked(config.issuer(), "no revocation_endpoint");
        return false;
      }
      server.send(() -> request(endpoint, token).toHTTPRequest(), key, () -> true);
      return true;
    } catch (ProviderRefusal e) {
      if (retries.accept(e, tries, () -> revoke(token, key, tries + 1))) {
        events.revokedLater(config.issuer(), e);
        return false;
      }
      events.notRevoked(config.issuer(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private TokenRevocationRequest request(URI endpoint, Token unused) {
    return client
        .fresh(endpoint)
        .map(proof -> new TokenRevocationRequest(endpoint, proof, unused))
        .orElseGet(() -> new TokenRevocationRequest(endpoint, client.id(), unused));
  }
}
