package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import java.util.List;

/**
 * What the filter asks of browsers.
 *
 * @param csrfProtection {@code csrf-protection}: whether requests that may change something, under
 *     a session, must show that a page of the application sent them; default false
 * @param csrfExempt {@code csrf-exempt}: where they need not; default nowhere
 */
public record BrowserRules(boolean csrfProtection, List<PathPattern> csrfExempt) {

  /** Copies the lists. */
  public BrowserRules {
    csrfExempt = List.copyOf(csrfExempt);
  }

  static BrowserRules read(Settings settings) {
    boolean csrfProtection = settings.flag("csrf-protection", false);
    List<PathPattern> exempt = PathPattern.read(settings, "csrf-exempt", List.of());
    if (!csrfProtection && !exempt.isEmpty()) {
      settings.problem("csrf-exempt", "exempts from nothing; it needs csrf-protection=true");
    }
    return new BrowserRules(csrfProtection, exempt);
  }
}
