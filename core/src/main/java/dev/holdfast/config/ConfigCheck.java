package dev.holdfast.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at a whole configuration and finds everything that is wrong with it. */
final class ConfigCheck {
  private static final Pattern REGISTRATION = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final OidcConfigBuilder config;
  private final List<Problem> problems = new ArrayList<>();

  private ConfigCheck(OidcConfigBuilder config) {
    this.config = config;
  }

  /** What is wrong with a setting. */
  record Problem(String setting, String complaint) {
    String text() {
      return setting + " " + complaint;
    }
  }

  static List<Problem> problems(OidcConfigBuilder config) {
    ConfigCheck check = new ConfigCheck(config);
    check.presence();
    check.addresses();
    check.values();
    check.times();
    new LoginPolicyCheck(config.logins, check)
        .all(Optional.ofNullable(config.clientAuthentication), config.scopes);
    new NamedClientCheck(config, check).all();
    new CertificateBindingCheck(config, check).all();
    new ProfileCheck(config, check).all();
    new ClientKeyCheck(config, check).all();
    return check.problems;
  }

  private void presence() {
    need("issuer", config.issuer, "set it to the provider's issuer URL");
    need("client-id", config.clientId, "set it to the name the provider knows this client by");
    need(
        "client-authentication",
        config.clientAuthentication,
        "set client-secret, or client-key, or client-authentication=none for a public client");
    need("redirect-uri", config.redirectUri, "set it to the absolute address of the callback");
    String advice = "make one with: openssl rand -base64 32";
    need("seal-keys", config.sealKeys, "set it to id:key, such as k1:<base64>; " + advice);
    need("index-key", config.indexKey, advice);
  }

  private void need(String setting, @Nullable Object value, String advice) {
    if (value == null) {
      refuse(setting, "is missing; " + advice);
    }
  }

  private void addresses() {
    safe("issuer", config.issuer);
    safe("redirect-uri", config.redirectUri);
    safe("post-logout-redirect-uri", config.postLogoutRedirectUri);
    config.apiOrigins.forEach(origin -> safe("allowed-origins", origin));
    if (config.issuer != null && config.issuer.getRawQuery() != null) {
      refuse("issuer", "has a query; an issuer has none (RFC 8414 §2)");
    }
    if (config.allowHttpLoopback
        && config.redirectUri != null
        && !Loopback.isHost(config.redirectUri.getHost())) {
      refuse(
          "allow-http-loopback",
          "is for development on this machine, but redirect-uri is public; remove it");
    }
  }

  void safe(String setting, @Nullable URI uri) {
    if (uri == null) {
      return;
    }
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (uri.getHost() == null || !(https || http)) {
      refuse(setting, "is no absolute https URL");
    } else if (http && !(config.allowHttpLoopback && Loopback.isHost(uri.getHost()))) {
      refuse(
          setting, "is not https; plain http needs allow-http-loopback=true and a loopback host");
    } else if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
      refuse(setting, "has a fragment or user information; remove it");
    }
  }

  private void values() {
    if (!REGISTRATION.matcher(config.registration).matches()) {
      refuse("registration", "is not 1 to 32 letters, digits, hyphens or underscores");
    }
    if (!config.scopes.contains("openid")) {
      refuse("scope", "lacks openid; without it there is no login");
    }
    if (config.dpopKey instanceof DpopKeyChoice.PerToken) {
      refuse("dpop-key", "is per token, but a session keeps its key; use per-session:");
    }
    if (config.dpopKey.isRenewedAtRefresh()
        && config.clientAuthentication instanceof ClientAuthentication.None) {
      refuse(
          "dpop-key-renewal",
          "is refresh, but the refresh tokens of a public client are bound to the key (RFC 9449"
              + " §5)");
    }
    if (config.dpopKey.isRenewedAtRefresh() && config.dpop == DpopPolicy.OFF) {
      refuse("dpop-key-renewal", "is of no use with dpop=off");
    }
    if (config.idTokenAlgorithms.isEmpty()
        || !OidcConfigBuilder.ID_TOKEN_ALGORITHMS.containsAll(config.idTokenAlgorithms)) {
      refuse(
          "id-token-algorithms",
          "names an algorithm that is not accepted; choose among RS256, PS256, ES256, ES384,"
              + " EdDSA, Ed25519");
    }
  }

  private void times() {
    OidcConfig.Times times = config.times;
    between("login-timeout", times.login(), Duration.ofSeconds(30), Duration.ofMinutes(15));
    between("refresh-ahead", times.refreshAhead(), Duration.ZERO, Duration.ofHours(1));
    between("idle-timeout", times.idle(), Duration.ofSeconds(10), Duration.ofDays(30));
    between("absolute-timeout", times.absolute(), Duration.ofSeconds(10), Duration.ofDays(30));
    between("clock-leeway", times.clockLeeway(), Duration.ZERO, Duration.ofSeconds(60));
    if (times.idle().compareTo(times.absolute()) > 0) {
      refuse("idle-timeout", "is longer than absolute-timeout; shorten it");
    }
    if (!config.sessions.idRenewal.isZero()) {
      between(
          "session-id-renewal",
          config.sessions.idRenewal,
          Duration.ofMinutes(1),
          Duration.ofDays(30));
    }
    if (config.sessions.perUser < 0
        || config.sessions.perUser > SessionPolicyBuilder.MOST_PER_USER) {
      refuse("sessions-per-user", "is not between 0 and " + SessionPolicyBuilder.MOST_PER_USER);
    }
  }

  void between(String setting, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      refuse(setting, "is not between " + least.toSeconds() + "s and " + most.toSeconds() + "s");
    }
  }

  void refuse(String setting, String complaint) {
    problems.add(new Problem(setting, complaint));
  }
}
