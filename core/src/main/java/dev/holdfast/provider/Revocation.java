package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.error.ErrorCode;
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
   * provider says so now. Once its owner has logged in again it is not tried any more.
   *
   * @param owner the user's {@code sub}; empty if it is not known, and any login counts
   */
  boolean refreshToken(SecretText token, Optional<DpopKey> key, Optional<String> owner) {
    RefreshToken unused = new RefreshToken(token.reveal());
    retries.begin(unused, owner);
    return revoke(unused, key, 1);
  }

  /** Revokes an access token; true if the provider says so now. */
  boolean accessToken(SecretText token, Optional<DpopKey> key) {
    return revoke(new BearerAccessToken(token.reveal()), key, 1);
  }

  /** From now on, what is still to be revoked of this user's would hurt the new login. */
  void loggedIn(String subject) {
    retries.loggedIn(subject);
  }

  private boolean revoke(Token token, Optional<DpopKey> key, int tries) {
    try {
      send(token, key);
      retries.over(token);
      return true;
    } catch (ProviderRefusal e) {
      boolean spared = retries.isSpared(token);
      if (!spared && retries.accept(e, tries, () -> revoke(token, key, tries + 1))) {
        events.revokedLater(config.issuer(), e);
        return false;
      }
      retries.over(token);
      events.notRevoked(
          config.issuer(),
          spared ? "its user has logged in again" : String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      retries.over(token); // nobody tries again
      throw e;
    }
  }

  private void send(Token token, Optional<DpopKey> key) {
    URI endpoint = client.endpoints(metadata.load()).revocation();
    if (endpoint == null) {
      throw ProviderRefusal.of(ErrorCode.REQUEST_REFUSED, "no revocation_endpoint");
    }
    server.send(
        () -> request(endpoint, token).toHTTPRequest(), key, () -> !retries.isSpared(token));
  }

  private TokenRevocationRequest request(URI endpoint, Token unused) {
    return client
        .fresh(endpoint)
        .map(proof -> new TokenRevocationRequest(endpoint, proof, unused))
        .orElseGet(() -> new TokenRevocationRequest(endpoint, client.id(), unused));
  }
}
