package dev.holdfast.servlet;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the filter sits in its application. Paths are the application's own: they begin after the
 * context path.
 *
 * @param protectedPaths {@code protect}: what needs a login; default everything
 * @param publicPaths {@code public}: what does not, although it is among them; default nothing
 * @param loginPath {@code login-path}; default {@code /auth/login}
 * @param callbackPath {@code callback-path}; default {@code /auth/callback}
 * @param logoutPath {@code logout-path}; default {@code /auth/logout}
 * @param sessionPath {@code session-path}; default {@code /auth/session}
 * @param logoutReturnPath {@code logout-return-path}: where the provider sends the browser after a
 *     logout, if {@code post-logout-redirect-uri} says so; default {@code /auth/logged-out}
 * @param backChannelPath {@code back-channel-logout-path}, which counts if that is switched on;
 *     default {@code /auth/backchannel-logout}
 * @param frontChannelPath {@code front-channel-logout-path}, likewise; default {@code
 *     /auth/frontchannel-logout}
 * @param jwksPath {@code jwks-path}: where the provider finds the client's public keys; default
 *     {@code /auth/jwks}
 * @param defaultTarget {@code default-target}: where a login leads that was started nowhere else;
 *     default {@code /}
 * @param afterLogout {@code after-logout}: where a logout leads if the provider is not visited;
 *     default {@code /}
 * @param errorPage {@code error-page}: the application's own page for this filter's errors; default
 *     none
 * @param rolesClaim {@code roles-claim}: the claim, or path to it, with the user's roles; default
 *     none
 * @param principalClaim {@code principal-claim}: the claim that names the principal; default {@code
 *     sub}
 * @param sessionClaims {@code session-claims}: what the session endpoint tells of the claims;
 *     default {@code sub} and {@code name}
 * @param cookieName {@code cookie-name}, without its prefix; default {@code session}
 * @param browser what is asked of browsers
 * @param container what is asked of the container
 */
public record FilterSettings(
    List<PathPattern> protectedPaths,
    List<PathPattern> publicPaths,
    String loginPath,
    String callbackPath,
    String logoutPath,
    String sessionPath,
    String logoutReturnPath,
    String backChannelPath,
    String frontChannelPath,
    String jwksPath,
    String defaultTarget,
    String afterLogout,
    Optional<String> errorPage,
    Optional<String> rolesClaim,
    Optional<String> principalClaim,
    List<String> sessionClaims,
    String cookieName,
    BrowserRules browser,
    ContainerPolicy container) {

  /** Copies the lists. */
  public FilterSettings {
    protectedPaths = List.copyOf(protectedPaths);
    publicPaths = List.copyOf(publicPaths);
    sessionClaims = List.copyOf(sessionClaims);
  }

  /** The paths at which this filter answers, the callback and remote logouts included. */
  Set<String> endpoints() {
    return Set.of(
        loginPath,
        callbackPath,
        logoutPath,
        sessionPath,
        logoutReturnPath,
        backChannelPath,
        frontChannelPath,
        jwksPath);
  }

  /**
   * Settings by the names that web.xml uses.
   *
   * @throws ConfigurationException with every problem found
   */
  public static FilterSettings of(Map<String, String> values) {
    Settings settings = Settings.of(values);
    FilterSettings read = read(settings);
    settings.finish();
    return read;
  }

  /** Reads every setting of the filter. Problems go to {@code settings}. */
  static FilterSettings read(Settings settings) {
    return new FilterSettingsReader(settings).read();
  }
}
