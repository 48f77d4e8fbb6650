package dev.holdfast.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of the container's own session (Servlet §7.1.3), which is worth as much as what an
 * application keeps there. It is only ever made stricter than {@code session-config} says.
 */
final class ContainerCookie {
  private static final String SAME_SITE = "SameSite";
  private static final Set<SessionTrackingMode> COOKIE_ONLY = Set.of(SessionTrackingMode.COOKIE);

  private final ServletContext context;
  private final Events events = new Events();

  ContainerCookie(ServletContext context) {
    this.context = context;
  }

  /**
   * Keeps it from scripts, from other sites' requests and out of addresses. Some containers allow
   * this only before filters start: then they are left as they are, and the log says so.
   *
   * @param secure whether browsers are to send it over TLS only
   */
  void harden(boolean secure) {
    @Nullable SessionCookieConfig cookie = context.getSessionCookieConfig();
    if (cookie == null || isHard(cookie, secure)) {
      return; // null, against its contract, from a container that was told to keep no sessions
    }
    try {
      cookie.setHttpOnly(true);
      if (secure) {
        cookie.setSecure(true);
      }
      if (cookie.getAttribute(SAME_SITE) == null) {
        cookie.setAttribute(SAME_SITE, "Lax");
      }
      context.setSessionTrackingModes(COOKIE_ONLY);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      events.containerSessionAsItIs(e);
    }
  }

  private boolean isHard(SessionCookieConfig cookie, boolean secure) {
    return cookie.isHttpOnly()
        && (cookie.isSecure() || !secure)
        && cookie.getAttribute(SAME_SITE) != null
        && COOKIE_ONLY.equals(context.getEffectiveSessionTrackingModes());
  }
}
