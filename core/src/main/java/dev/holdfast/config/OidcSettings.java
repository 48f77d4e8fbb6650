package dev.holdfast.config;

import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of one client, by the names that web.xml uses. */
final class OidcSettings {
  private final Settings settings;
  private final OidcConfigBuilder builder = new OidcConfigBuilder();

  private OidcSettings(Settings settings) {
    this.settings = settings;
  }

  static Optional<OidcConfig> read(Settings settings) {
    return new OidcSettings(settings).read();
  }

  private Optional<OidcConfig> read() {
    client();
    keys();
    policy();
    times();
    builder.sessions.read(settings);
    builder.certificateBoundTokens = settings.flag("certificate-bound-tokens", false);
    builder.profile(Profile.read(settings));
    new LoginPolicySettings(settings, builder.logins).read();
    builder.clients.addAll(new NamedClientSettings(settings).read());
    for (ConfigCheck.Problem problem : ConfigCheck.problems(builder)) {
      if (!settings.complainedAbout(problem.setting())) {
        settings.problem(problem.setting(), problem.complaint());
      }
    }
    return settings.sound() ? Optional.of(builder.finished()) : Optional.empty();
  }

  private void client() {
    settings.text("registration").ifPresent(builder::registration);
    settings.uri("issuer").ifPresent(builder::issuer);
    builder.metadataLocation(MetadataLocation.read(settings));
    settings.text("client-id").ifPresent(builder::clientId);
    settings.uri("redirect-uri").ifPresent(builder::redirectUri);
    settings.uri("post-logout-redirect-uri").ifPresent(builder::postLogoutRedirectUri);
    builder.scopes(settings.words("scope", builder.scopes));
    new AuthenticationSettings(settings, "").read().ifPresent(builder::authenticateWith);
  }

  private void keys() {
    settings.parsed("seal-keys", KeyRing::parse).ifPresent(builder::sealKeys);
    settings.parsed("index-key", IndexKey::parse).ifPresent(builder::indexKey);
    settings.parsed("dpop-key", DpopKeyText::parse).ifPresent(builder::dpopKey);
    KeyRenewal.read(settings, "dpop-key-renewal").ifPresent(this::renewal);
    settings.parsed("dpop-jca-provider", JcaProviderName::new).ifPresent(builder::dpopJcaProvider);
  }

  private void renewal(KeyRenewal when) {
    if (builder.dpopKey instanceof DpopKeyChoice.PerSession own) {
      builder.dpopKey(new DpopKeyChoice.PerSession(own.algorithm(), when));
    } else if (when == KeyRenewal.REFRESH) {
      settings.problem("dpop-key-renewal", "is refresh, but dpop-key is one key for all sessions");
    }
  }

  private void policy() {
    DpopPolicy.read(settings, "dpop").ifPresent(builder::dpop);
    String state = settings.choice("login-state", "sealed", List.of("sealed", "stored"));
    builder.loginState(LoginState.valueOf(state.toUpperCase(Locale.ROOT)));
    builder.userinfo = settings.flag("userinfo", false);
    builder.remoteLogout(RemoteLogout.read(settings));
    builder.answers(ProtectedAnswers.read(settings));
    builder.allowHttpLoopback = settings.flag("allow-http-loopback", false);
    builder.idTokenAlgorithms(
        Set.copyOf(settings.words("id-token-algorithms", List.copyOf(builder.idTokenAlgorithms))));
    builder.trustedAudiences(Set.copyOf(settings.words("trusted-audiences", List.of())));
    settings.uris("allowed-origins").ifPresent(builder::apiOrigins);
  }

  private void times() {
    OidcConfig.Times standard = OidcConfig.Times.DEFAULT;
    builder.times(
        new OidcConfig.Times(
            settings.duration("login-timeout", standard.login()),
            settings.duration("refresh-ahead", standard.refreshAhead()),
            settings.duration("idle-timeout", standard.idle()),
            settings.duration("absolute-timeout", standard.absolute()),
            settings.duration("clock-leeway", standard.clockLeeway())));
  }
}
