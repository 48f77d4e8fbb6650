package dev.holdfast.config;

import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one client, by the names that web.xml uses. */
final class OidcSettings {
  private static final List<String> METHODS =
      List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");

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
    settings.text("client-id").ifPresent(builder::clientId);
    settings.uri("redirect-uri").ifPresent(builder::redirectUri);
    settings.uri("post-logout-redirect-uri").ifPresent(builder::postLogoutRedirectUri);
    builder.scopes(settings.words("scope", builder.scopes));
    builder.clientAuthentication = authentication();
  }

  private @Nullable ClientAuthentication authentication() {
    Optional<SecretText> secret = settings.secret("client-secret");
    Optional<PrivateJwk> key = parsed("client-key", PrivateJwk::parse);
    Optional<String> named = settings.text("client-authentication");
    if (secret.isPresent() && key.isPresent()) {
      settings.problem("client-authentication", "is set twice; keep client-secret or client-key");
      return null;
    }
    String method =
        named.orElse(
            key.isPresent() ? "private_key_jwt" : secret.isPresent() ? METHODS.get(0) : "");
    return switch (method) {
      case "client_secret_basic" ->
          with("client-secret", secret, ClientAuthentication.SecretBasic::new);
      case "client_secret_post" ->
          with("client-secret", secret, ClientAuthentication.SecretPost::new);
      case "private_key_jwt" -> with("client-key", key, ClientAuthentication.PrivateKeyJwt::new);
      case "none" -> new ClientAuthentication.None();
      case "" -> null;
      default -> {
        settings.problem("client-authentication", "is none of " + String.join(", ", METHODS));
        yield null;
      }
    };
  }

  private <T> @Nullable ClientAuthentication with(
      String setting, Optional<T> credential, Function<T, ClientAuthentication> method) {
    if (credential.isEmpty() && !settings.complainedAbout(setting)) {
      settings.problem(setting, "is missing; client-authentication needs it");
    }
    return credential.map(method).orElse(null);
  }

  private void keys() {
    parsed("seal-keys", KeyRing::parse).ifPresent(builder::sealKeys);
    parsed("index-key", IndexKey::parse).ifPresent(builder::indexKey);
    parsed("dpop-key", DpopKeyText::parse).ifPresent(builder::dpopKey);
  }

  private <T> Optional<T> parsed(String name, Function<String, T> parse) {
    Optional<String> text = settings.text(name);
    try {
      return text.map(parse);
    } catch (IllegalArgumentException e) {
      settings.problem(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void policy() {
    String dpop = settings.choice("dpop", "required", List.of("required", "preferred", "off"));
    builder.dpop(DpopPolicy.valueOf(dpop.toUpperCase(Locale.ROOT)));
    String state = settings.choice("login-state", "sealed", List.of("sealed", "stored"));
    builder.loginState(LoginState.valueOf(state.toUpperCase(Locale.ROOT)));
    builder.userinfo = settings.flag("userinfo", false);
    builder.allowHttpLoopback = settings.flag("allow-http-loopback", false);
    builder.idTokenAlgorithms(
        Set.copyOf(settings.words("id-token-algorithms", List.copyOf(builder.idTokenAlgorithms))));
    builder.trustedAudiences(Set.copyOf(settings.words("trusted-audiences", List.of())));
    builder.apiOrigins(
        settings.words("allowed-origins", List.of()).stream()
            .flatMap(word -> settings.uri("allowed-origins", word).stream())
            .collect(Collectors.<URI>toSet()));
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
