package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import java.util.List;

/**
 * What the filter asks of browsers.
 *
 * @param csrfProtection {@code csrf-protection}: whether requests that may change something, under
 *     a session, must show that a page of the application sent them; default false
 * @param csrfExempt {@code csrf-exempt}: where they need not; default nowhere
 * @param clearSiteData {@code logout-clear-site-data}: what a logout has the browser forget of the
 *     whole host, of {@code cache} and {@code storage}; default nothing
 * @param sessionSameSite {@code session-cookie-same-site}: whose links bring the session's cookie
 *     along; default everybody's
 * @param cookiePrefix {@code cookie-prefix}: what browsers are to hold the cookies to, over TLS;
 *     default {@code __Host-}
 */
public record BrowserRules(
    boolean csrfProtection,
    List<PathPattern> csrfExempt,
    List<String> clearSiteData,
    SameSite sessionSameSite,
    String cookiePrefix) {
  /** The defaults. */
  public static final BrowserRules DEFAULT =
      new BrowserRules(false, List.of(), List.of(), SameSite.LAX, "__Host-");

  /** Which sites' pages may have a cookie sent by leading here (RFC 6265bis §5.6.7.1). */
  public enum SameSite {
    /** Every site's, by a link. */
    LAX("Lax"),
    /** This site's own. */
    STRICT("Strict");

    private final String word;

    SameSite(String word) {
      this.word = word;
    }

    /** As the attribute has it. */
    @Override
    public String toString() {
      return word;
    }
  }

  /** Copies the lists. */
  public BrowserRules {
    csrfExempt = List.copyOf(csrfExempt);
    clearSiteData = List.copyOf(clearSiteData);
  }

  static BrowserRules read(Settings settings) {
    boolean csrfProtection = settings.flag("csrf-protection", false);
    List<PathPattern> exempt = PathPattern.read(settings, "csrf-exempt", List.of());
    if (!csrfProtection && !exempt.isEmpty()) {
      settings.problem("csrf-exempt", "exempts from nothing; it needs csrf-protection=true");
    }
    String sameSite = settings.choice("session-cookie-same-site", "Lax", List.of("Lax", "Strict"));
    return new BrowserRules(
        csrfProtection,
        exempt,
        clearSiteData(settings),
        sameSite.equals("Strict") ? SameSite.STRICT : SameSite.LAX,
        settings.choice("cookie-prefix", "__Host-", List.of("__Host-", "__Host-Http-")));
  }

  private static List<String> clearSiteData(Settings settings) {
    List<String> kinds = settings.words("logout-clear-site-data", List.of());
    if (!List.of("cache", "storage").containsAll(kinds)) {
      settings.problem(
          "logout-clear-site-data",
          "lists something else than cache and storage; cookies of others stay");
    }
    return kinds;
  }
}
