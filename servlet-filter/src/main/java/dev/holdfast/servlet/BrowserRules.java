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
 */
public record BrowserRules(
    boolean csrfProtection, List<PathPattern> csrfExempt, List<String> clearSiteData) {

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
    return new BrowserRules(csrfProtection, exempt, clearSiteData(settings));
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
