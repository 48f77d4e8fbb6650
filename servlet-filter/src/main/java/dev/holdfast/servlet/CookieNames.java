package dev.holdfast.servlet;

import dev.holdfast.login.LoginCookie;
import dev.holdfast.servlet.BrowserRules.SameSite;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this filter's cookies are called, and whose links bring them. {@code __Host-} makes browsers
 * keep siblings and plain http away from them (RFC 6265bis §4.1.3.2), {@code __Host-Http-} scripts
 * too where it is known; over plain http, on this machine only, they say so in their name.
 *
 * @param prefix stands before every name
 * @param session the name of the session's first cookie
 * @param secure whether browsers may send them over TLS only
 * @param sessionSameSite whose links bring the session's cookies; all others are brought by any
 * @param siblings the same for this browser's sessions at other providers
 */
record CookieNames(
    String prefix, String session, boolean secure, SameSite sessionSameSite, Set<String> siblings) {
  private static final String LOOPBACK_PREFIX = "loopback-";

  /** Copies the names. */
  CookieNames {
    siblings = Set.copyOf(siblings);
  }

  /** The names for an application at this address, beside other sessions' cookies. */
  static CookieNames of(
      URI redirectUri, BrowserRules rules, String bareSessionName, Set<String> bareSiblings) {
    boolean secure = "https".equalsIgnoreCase(redirectUri.getScheme());
    String prefix = secure ? rules.cookiePrefix().toString() : LOOPBACK_PREFIX;
    Set<String> siblings =
        bareSiblings.stream().map(prefix::concat).collect(Collectors.toUnmodifiableSet());
    return new CookieNames(
        prefix, prefix + bareSessionName, secure, rules.sessionSameSite(), siblings);
  }

  /** The name of the cookie with the session's nth part, counted from 0. */
  String part(int n) {
    return n == 0 ? session : session + "-" + n;
  }

  /** The name of what stands beside the session. */
  String beside(CookieMark mark) {
    return mark.beside(session);
  }

  /** Whether a session's further cookies, or those that stand beside it, are called so. */
  static boolean isTakenBy(String session, String name) {
    boolean further = !name.equals(session) && isPart(session, name);
    return further
        || Arrays.stream(CookieMark.values()).anyMatch(mark -> mark.beside(session).equals(name));
  }

  /** Whose links bring a cookie. What a login leaves must come back from the provider's pages. */
  SameSite sameSite(String name) {
    boolean holdsSession =
        isPart(session, name) || siblings.stream().anyMatch(sibling -> isPart(sibling, name));
    return holdsSession ? sessionSameSite : SameSite.LAX;
  }

  private static boolean isPart(String session, String name) {
    return name.equals(session)
        || (name.length() == session.length() + 2
            && belongsTo(session, name)
            && Character.isDigit(name.charAt(session.length() + 1)));
  }

  boolean isStrict() {
    return sessionSameSite == SameSite.STRICT;
  }

  /** The full name of a {@link LoginCookie}. */
  String login(String bareName) {
    return prefix + bareName;
  }

  boolean isLogin(String name) {
    return name.startsWith(prefix) && name.startsWith(LoginCookie.PREFIX, prefix.length());
  }

  boolean isSession(String name) {
    return belongsTo(session, name);
  }

  private static boolean belongsTo(String session, String name) {
    return name.startsWith(session)
        && (name.length() == session.length() || name.charAt(session.length()) == '-');
  }

  private boolean isSibling(String name) {
    for (String sibling : siblings) {
      if (belongsTo(sibling, name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cookie is this filter's and none of the application's business. */
  boolean isOurs(String name) {
    return isSession(name) || isLogin(name) || isSibling(name);
  }
}
