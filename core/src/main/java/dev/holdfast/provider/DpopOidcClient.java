package dev.holdfast.provider;

import dev.holdfast.config.OidcConfig;
import java.util.Optional;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.http.callback.NoParameterCallbackUrlResolver;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;

/**
 * pac4j's client, put together from our parts. Not for use under pac4j's own filter: that would
 * keep the tokens itself.
 */
final class DpopOidcClient extends OidcClient {

  DpopOidcClient(OidcConfiguration hardened, OidcConfig config) {
    super(hardened);
    setName(config.registration());
    setCallbackUrl(config.redirectUri().toString());
    setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
    setCheckAuthenticationAttempt(false);
    setMaxAttempts(-1);
  }

  /** Refused: a session is renewed in one place only, and not by pac4j. */
  @Override
  public Optional<UserProfile> renewUserProfile(CallContext context, UserProfile profile) {
    return Optional.empty();
  }
}
