package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import dev.holdfast.login.ReturnPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how the filter sits in its application, by the names that web.xml uses. */
final class FilterSettingsReader {
  private static final Pattern COOKIE_NAME = Pattern.compile("(?!login|_)[A-Za-z0-9_-]{1,32}");
  private static final Pattern ENDPOINT = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

  private final Settings settings;

  FilterSettingsReader(Settings settings) {
    this.settings = settings;
  }

  FilterSettings read() {
    String login = endpoint("login-path", "/auth/login");
    String callback = endpoint("callback-path", "/auth/callback");
    String logout = endpoint("logout-path", "/auth/logout");
    String session = endpoint("session-path", "/auth/session");
    String logoutReturn = endpoint("logout-return-path", "/auth/logged-out");
    String backChannel = endpoint("back-channel-logout-path", "/auth/backchannel-logout");
    String frontChannel = endpoint("front-channel-logout-path", "/auth/frontchannel-logout");
    String jwks = endpoint("jwks-path", "/auth/jwks");
    List<String> all =
        List.of(login, callback, logout, session, logoutReturn, backChannel, frontChannel, jwks);
    if (Set.copyOf(all).size() < all.size()) {
      settings.problem("login-path", "and the other endpoints need a path of their own each");
    }
    FilterSettings read =
        new FilterSettings(
            PathPattern.read(settings, "protect", List.of("/*")),
            PathPattern.read(settings, "public", List.of()),
            login,
            callback,
            logout,
            session,
            logoutReturn,
            backChannel,
            frontChannel,
            jwks,
            target("default-target", all),
            target("after-logout", withoutPages(all, login, session)),
            errorPage(),
            settings.text("roles-claim"),
            settings.text("principal-claim"),
            settings.words("session-claims", List.of("sub", "name")),
            cookieName(),
            BrowserRules.read(settings),
            ContainerPolicy.read(settings));
    agreeOn(callback);
    return read;
  }

  /** Where nobody can be led after a logout. */
  private static List<String> withoutPages(List<String> endpoints, String login, String session) {
    return endpoints.stream().filter(path -> !path.equals(login) && !path.equals(session)).toList();
  }

  private String endpoint(String name, String otherwise) {
    String path = settings.text(name).orElse(otherwise);
    if (!ENDPOINT.matcher(path).matches() || ReturnPath.parse(path).isEmpty()) {
      settings.problem(name, "is no plain path such as " + otherwise);
      return otherwise;
    }
    return path;
  }

  private String target(String name, List<String> forbidden) {
    Optional<String> text = settings.text(name);
    Optional<ReturnPath> safe = text.flatMap(ReturnPath::parse);
    if (text.isPresent()
        && safe.map(PublicAddress::path).filter(path -> !forbidden.contains(path)).isEmpty()) {
      settings.problem(name, "is no path of the application's own, such as /start");
    }
    return safe.map(ReturnPath::text).orElse("/");
  }

  private Optional<String> errorPage() {
    Optional<String> path = settings.text("error-page");
    if (path.isPresent() && !path.get().startsWith("/")) {
      settings.problem("error-page", "does not begin with a slash");
    }
    return path;
  }

  private String cookieName() {
    String name = settings.text("cookie-name").orElse("session");
    if (!COOKIE_NAME.matcher(name).matches()) {
      settings.problem(
          "cookie-name",
          "is not 1 to 32 letters, digits, hyphens or underscores, or begins with login or _;"
              + " cookie-prefix is put before it");
    }
    return name;
  }

  private void agreeOn(String callback) {
    settings
        .uri("redirect-uri")
        .filter(uri -> !PublicAddress.leadsTo(uri, callback))
        .ifPresent(
            uri -> settings.problem("callback-path", PublicAddress.complaint(uri, callback)));
  }
}
