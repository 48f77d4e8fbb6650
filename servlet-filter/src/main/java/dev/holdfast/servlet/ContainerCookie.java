package dev.holdfast.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.EnumSet;

/**
 * The cookie of the container's own session (Servlet §7.1.3), which is worth as much as what an
 * application keeps there. It is only ever made stricter than {@code session-config} says.
 */
final class ContainerCookie {
  private static final String SAME_SITE = "SameSite";

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
    try {
      SessionCookieConfig cookie = context.getSessionCookieConfig();
      cookie.setHttpOnly(true);
      if (secure) {
        cookie.setSecure(true);
      }
      if (cookie.getAttribute(SAME_SITE) == null) {
        cookie.setAttribute(SAME_SITE, "Lax");
      }
      context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
    } catch (IllegalStateException | UnsupportedOperationException e) {
      events.containerSessionAsItIs(e);
    }
  }
}
