package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.credentials.OidcCredentials;
import org.pac4j.oidc.credentials.authenticator.OidcAuthenticator;

/** pac4j's seam for the code exchange: with proof, nonce and our own transport. */
final class CodeAuthenticator extends OidcAuthenticator {
  private final OidcConfig config;
  private final TokenEndpoint tokens;

  CodeAuthenticator(
      OidcConfiguration pac4j, OidcClient client, OidcConfig config, TokenEndpoint tokens) {
    super(pac4j, client);
    this.config = config;
    this.tokens = tokens;
  }

  @Override
  public Optional<Credentials> validate(CallContext context, Credentials credentials) {
    LoginCredentials login = (LoginCredentials) credentials;
    CodeGrant grant = login.grant();
    TokenAnswer answer =
        tokens.redeem(
            new AuthorizationCodeGrant(
                new AuthorizationCode(grant.code().reveal()),
                config.redirectUri(),
                new CodeVerifier(grant.codeVerifier().reveal())),
            grant.key());
    login.redeemed(answer);
    tokens.requireBound(answer, grant.key());
    requireGranted(answer, grant.scopes());
    return Optional.of(login);
  }

  /** RFC 6749 §3.3: what the answer names counts, not what was asked for. */
  private void requireGranted(TokenAnswer answer, List<String> asked) {
    Set<String> missing = new TreeSet<>(config.logins().requiredScopes());
    missing.removeAll(answer.granted(asked));
    if (!missing.isEmpty()) {
      throw ProviderRefusal.of(ErrorCode.SCOPE_NOT_GRANTED, "required-scope " + missing);
    }
  }

  /** Refused: a session is renewed in one place only, and not by pac4j. */
  @Override
  public void refresh(OidcCredentials credentials) {
    throw new IllegalStateException("tokens are renewed through the session, not through pac4j");
  }
}
