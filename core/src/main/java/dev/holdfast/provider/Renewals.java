package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.holdfast.config.NamedClient;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for further tokens of a login that is over, with its refresh token or in exchange, and for
 * those of a client itself.
 */
final class Renewals {
  /** What an exchange may issue: something to be presented to an API (RFC 8693 §3). */
  private static final Set<String> USABLE =
      Set.of(TokenTypeURI.ACCESS_TOKEN.toString(), TokenTypeURI.JWT.toString());

  private final ProviderSetup setup;
  private final Metadata metadata;
  private final MetadataCheck check;
  private final TokenEndpoint tokens;
  private final Revocation revocation;
  private final InstantSource time;
  private final Map<NamedClient, ClientCredential> clients = new ConcurrentHashMap<>();
  private final Events events = new Events();

  Renewals(
      ProviderSetup setup,
      Metadata metadata,
      MetadataCheck check,
      TokenEndpoint tokens,
      Revocation revocation) {
    this.setup = setup;
    this.metadata = metadata;
    this.check = check;
    this.tokens = tokens;
    this.revocation = revocation;
    this.time = setup.time();
  }

  RefreshedGrant refresh(RefreshGrant grant) {
    TokenAnswer answer =
        tokens.redeem(
            new RefreshTokenGrant(
                new com.nimbusds.oauth2.sdk.token.RefreshToken(grant.token().value().reveal())),
            grant.target(),
            grant.key(),
            grant.mayStillSend());
    try {
      tokens.requireBound(answer, grant.key());
      tokens.requireNoDowngrade(answer, grant.previous());
      return new RefreshedGrant(
          renewed(answer, grant),
          answer.refreshToken(),
          answer.idToken().flatMap(text -> idToken(text, grant, answer)),
          answer.end(time.instant()));
    } catch (ProviderRefusal e) {
      discard(answer, grant.key(), grant.original().text("sub"));
      throw e;
    }
  }

  private AccessToken renewed(TokenAnswer answer, RefreshGrant grant) {
    AccessToken next = answer.access(time.instant(), asked(grant.target(), grant.previous()));
    return grant.target().isOfLogin() ? next.inheritingFrom(grant.previous()) : next;
  }

  /** What a token may do whose answer names no scopes (RFC 6749 §5.1, §6). */
  private static Set<String> asked(TokenTarget target, AccessToken ofLogin) {
    return target.scopes().isEmpty() ? ofLogin.scopes() : target.scopes();
  }

  /**
   * Empty if it contradicts nothing, but its key or a clock keeps it from being verified: the
   * session keeps the one it has, as after an answer without any. The old refresh token is spent
   * already, and whoever uses up the fetches of keys must not end sessions by it.
   */
  private Optional<VerifiedIdToken> idToken(
      SecretText text, RefreshGrant grant, TokenAnswer answer) {
    try {
      return Optional.of(
          metadata.idTokens().atRefresh(text, grant.original(), answer.accessToken()));
    } catch (ProviderRefusal e) {
      if (e.isUnverifiable()) {
        events.idTokenLeftOut(setup.config().issuer(), e);
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Spends nothing: the access token that is exchanged stays what it was. */
  AccessToken exchange(ExchangeGrant grant) {
    TokenAnswer answer =
        tokens.redeem(
            new TokenExchangeGrant(
                new TypelessAccessToken(grant.subject().value().reveal()),
                TokenTypeURI.ACCESS_TOKEN),
            grant.target(),
            grant.key(),
            grant.mayStillSend());
    try {
      if (!answer.issuedTokenType().map(USABLE::contains).orElse(false)) {
        throw ProviderRefusal.of(
            ErrorCode.PROVIDER_ANSWER_INVALID,
            "token exchange: issued_token_type is no access token");
      }
      tokens.requireBound(answer, grant.key());
      tokens.requireNoDowngrade(answer, grant.subject());
      return answer.access(time.instant(), asked(grant.target(), grant.subject()));
    } catch (ProviderRefusal e) {
      discard(answer, grant.key(), Optional.empty());
      throw e;
    }
  }

  /** Spends nothing; a refresh token, which has no place here, is not kept (RFC 6749 §4.4.3). */
  AccessToken clientCredentials(ClientGrant grant) {
    check.inspect(metadata.load(), grant);
    ClientCredential client =
        clients.computeIfAbsent(grant.client(), named -> ClientCredential.of(named, setup));
    TokenAnswer answer = tokens.grant(client, grant.target(), grant.key());
    try {
      tokens.requireBound(answer, grant.key(), grant.client().dpop());
      return answer.access(time.instant(), grant.target().scopes());
    } catch (ProviderRefusal e) {
      revocation.of(client).accessToken(answer.accessToken(), grant.key());
      throw e;
    }
  }

  /** Revokes what an answer brought that failed a check, as far as the provider lets us. */
  void discard(TokenAnswer answer, Optional<DpopKey> key, Optional<String> owner) {
    answer.refreshToken().ifPresent(token -> revocation.refreshToken(token.value(), key, owner));
    revocation.accessToken(answer.accessToken(), key);
  }
}
