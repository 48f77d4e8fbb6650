package dev.holdfast.provider;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.exception.TechnicalException;
import org.pac4j.core.profile.AttributeLocation;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.profile.OidcProfile;
import org.pac4j.oidc.profile.creator.OidcProfileCreator;

/**
 * pac4j's seam between tokens and user: the ID token is required and checked whole, userinfo must
 * speak of the same user, and only then is there a profile. It holds claims, never tokens.
 */
final class VerifiedProfileCreator extends OidcProfileCreator {
  /** The profile's id, and what says nothing about the user; pac4j logs attributes. */
  private static final Set<String> NO_ATTRIBUTES = Set.of("sub", "nonce", "at_hash", "c_hash");

  private final OidcConfig config;
  private final Metadata metadata;
  private final Userinfo userinfo;
  private final InstantSource time;
  private final Events events = new Events();

  VerifiedProfileCreator(
      OidcConfiguration pac4j,
      OidcClient client,
      OidcConfig config,
      Metadata metadata,
      Userinfo userinfo,
      InstantSource time) {
    super(pac4j, client);
    this.config = config;
    this.metadata = metadata;
    this.userinfo = userinfo;
    this.time = time;
  }

  @Override
  public Optional<UserProfile> create(CallContext context, Credentials credentials) {
    LoginCredentials login = (LoginCredentials) credentials;
    TokenAnswer answer = login.answer();
    SecretText text =
        answer
            .idToken()
            .orElseThrow(
                () -> ProviderRefusal.of(ErrorCode.PROVIDER_ANSWER_INVALID, "no id_token"));
    VerifiedIdToken idToken =
        metadata.idTokens().atLogin(text, login.grant(), answer.accessToken());
    AccessToken access = answer.access(time.instant(), login.grant().scopes());
    Claims more =
        config.userinfo()
            ? userinfo.of(access, login.grant().key(), idToken.subject())
            : Claims.NONE;
    login.verified(
        new LoginGrant(
            idToken,
            more,
            new TokenSet(access, answer.refreshToken(), idToken.text()),
            answer.endOfLogin(access.obtainedAt())));
    return Optional.of(profile(idToken.claims().orElse(more)));
  }

  /**
   * A profile with these claims, mapped as pac4j's configuration asks; without those it cannot map:
   * a user who wrote nonsense as their home page is a user all the same.
   */
  OidcProfile profile(Claims claims) {
    init();
    OidcProfile profile = (OidcProfile) getProfileDefinition().newProfile();
    profile.setId(claims.text("sub").orElseThrow());
    Map<String, Object> attributes = new LinkedHashMap<>(claims.withoutSources().members());
    attributes.keySet().removeAll(NO_ATTRIBUTES);
    attributes.forEach((name, value) -> add(profile, name, value));
    return profile;
  }

  private void add(OidcProfile profile, String name, Object value) {
    try {
      getProfileDefinition()
          .convertAndAdd(profile, AttributeLocation.PROFILE_ATTRIBUTE, name, value);
    } catch (TechnicalException | IllegalArgumentException e) {
      events.notMapped(name);
    }
  }
}
