package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import java.util.Arrays;
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
    CookiePrefix cookiePrefix) {
  /** The defaults. */
  public static final BrowserRules DEFAULT =
      new BrowserRules(false, List.of(), List.of(), SameSite.LAX, CookiePrefix.HOST);

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

  /** What browsers hold cookies to by their names (RFC 6265bis §4.1.3). */
  public enum CookiePrefix {
    /** This host alone sets them. */
    HOST("__Host-"),
    /** No script sets them either, in browsers that know it. */
    HOST_HTTP("__Host-Http-");

    private final String text;

    CookiePrefix(String text) {
      this.text = text;
    }

    /** As the names have it. */
    @Override
    public String toString() {
      return text;
    }

    private static CookiePrefix read(Settings settings) {
      String text =
          settings.choice(
              "cookie-prefix",
              HOST.text,
              Arrays.stream(values()).map(CookiePrefix::toString).toList());
      return text.equals(HOST_HTTP.text) ? HOST_HTTP : HOST;
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
        CookiePrefix.read(settings));
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
