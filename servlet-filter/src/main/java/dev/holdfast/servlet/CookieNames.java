package dev.holdfast.servlet;

import dev.holdfast.login.LoginCookie;
import java.net.URI;

/**
 * What this filter's cookies are called. {@code __Host-} makes browsers keep siblings and plain
 * http away from them (RFC 6265bis §4.1.3.2); over plain http, on this machine only, they say so in
 * their name.
 *
 * @param prefix stands before every name
 * @param session the name of the session's first cookie
 * @param secure whether browsers may send them over TLS only
 */
record CookieNames(String prefix, String session, boolean secure) {
  private static final String HOST_PREFIX = "__Host-";
  private static final String LOOPBACK_PREFIX = "loopback-";

  /** The names for an application at this address. */
  static CookieNames of(URI redirectUri, String bareSessionName) {
    boolean secure = "https".equalsIgnoreCase(redirectUri.getScheme());
    String prefix = secure ? HOST_PREFIX : LOOPBACK_PREFIX;
    return new CookieNames(prefix, prefix + bareSessionName, secure);
  }

  /** The name of the cookie with the session's nth part, counted from 0. */
  String part(int n) {
    return n == 0 ? session : session + "-" + n;
  }

  /** The full name of a {@link LoginCookie}. */
  String login(String bareName) {
    return prefix + bareName;
  }

  boolean isLogin(String name) {
    return name.startsWith(prefix) && name.startsWith(LoginCookie.PREFIX, prefix.length());
  }

  boolean isSession(String name) {
    return name.startsWith(session)
        && (name.length() == session.length() || name.charAt(session.length()) == '-');
  }

  /** Whether a cookie is this filter's and none of the application's business. */
  boolean isOurs(String name) {
    return isSession(name) || isLogin(name);
  }
}
