package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.holdfast.config.OidcConfig;
import org.pac4j.oidc.config.OidcConfiguration;

/** Closes what pac4j's configuration leaves open, in one place. */
final class Hardening {
  private Hardening() {}

  /** Sets client and provider, and every switch that has a safe side. */
  static OidcConfiguration apply(OidcConfiguration pac4j, OidcConfig config, Metadata metadata) {
    pac4j.setClientId(config.clientId());
    pac4j.setScope(String.join(" ", config.scopes()));
    pac4j.setOpMetadataResolver(metadata);
    pac4j.setUseNonce(true);
    pac4j.setUseNonceOnRefresh(false);
    pac4j.setWithState(true);
    pac4j.setDisablePkce(false);
    pac4j.setPkceMethod(CodeChallengeMethod.S256);
    pac4j.setAllowUnsignedIdTokens(false);
    pac4j.setCallUserInfoEndpoint(false); // VerifiedProfileCreator asks, with a proof
    pac4j.setIncludeAccessTokenClaimsInProfile(false);
    pac4j.setExpireSessionWithToken(false);
    pac4j.setMaxClockSkew((int) config.times().clockLeeway().toSeconds());
    return pac4j;
  }
}
