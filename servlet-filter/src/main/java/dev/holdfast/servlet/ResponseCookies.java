package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The cookies that one response sets, at most one of each name (RFC 6265bis §4.1.1): a later one
 * takes the place of an earlier. They go into the response at once, so that nothing has to be
 * remembered until its commit. Thread-safe among themselves; the response is not.
 */
final class ResponseCookies {
  private static final String SET_COOKIE = "Set-Cookie";

  private final HttpServletResponse response;
  private final CookieNames names;
  private final Map<String, String> pending = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean outOfCaches;
  private boolean over;

  ResponseCookies(HttpServletResponse response, CookieNames names) {
    this.response = response;
    this.names = names;
  }

  /** Whether a cookie can still reach the browser. */
  boolean isOpen() {
    lock.lock();
    try {
      return !over && !response.isCommitted();
    } finally {
      lock.unlock();
    }
  }

  /** Does it only if a cookie can still reach the browser, and then before {@link #close}. */
  boolean ifOpen(Runnable change) {
    lock.lock();
    try {
      boolean open = isOpen();
      if (open) {
        change.run();
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does it only while the request goes on, and then before {@link #close}: afterwards both request
   * and response may be another's.
   */
  void unlessOver(Runnable change) {
    lock.lock();
    try {
      if (!over) {
        change.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The answer is complete. From now on no session reaches for the response, because it may be
   * another request's already (Servlet §2.3.3.4, §5.8).
   */
  void close() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  /** The request goes on after all: its container sends it on to an error page. */
  void goOn() {
    lock.lock();
    try {
      over = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether this response carries a cookie, and must not be kept by any cache. */
  boolean areSet() {
    lock.lock();
    try {
      return !pending.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether this response sets or clears a cookie of this name. */
  boolean sets(String name) {
    lock.lock();
    try {
      return pending.containsKey(name);
    } finally {
      lock.unlock();
    }
  }

  /** Sets a cookie that lasts until the browser closes. */
  void set(String name, String value) {
    put(name, value, "");
  }

  /** Sets a cookie that lasts for a while. */
  void set(String name, String value, Duration life) {
    put(name, value, "; Max-Age=" + life.toSeconds());
  }

  /** Removes a cookie. */
  void clear(String name) {
    put(name, "", "; Max-Age=0");
  }

  private void put(String name, String value, String age) {
    String secure = names.secure() ? "; Secure" : "";
    String sameSite = "; SameSite=" + names.sameSite(name);
    String cookie = name + "=" + value + "; Path=/" + secure + "; HttpOnly" + sameSite + age;
    lock.lock();
    try {
      boolean first = pending.put(name, cookie) == null;
      if (first) {
        response.addHeader(SET_COOKIE, cookie);
      } else {
        rewrite(name, cookie);
      }
      response.setHeader("Cache-Control", "no-store");
    } finally {
      lock.unlock();
    }
  }

  private void rewrite(String name, String cookie) {
    List<String> others =
        response.getHeaders(SET_COOKIE).stream()
            .filter(set -> !set.startsWith(name + "="))
            .toList();
    response.setHeader(SET_COOKIE, cookie);
    others.forEach(other -> response.addHeader(SET_COOKIE, other));
  }

  /** No cache may keep the response, unless the application says so after this or a reset. */
  void keepOutOfCaches() {
    lock.lock();
    try {
      outOfCaches = true;
      response.setHeader("Cache-Control", "no-store");
    } finally {
      lock.unlock();
    }
  }

  /** Puts the cookies in again, after the application has set one in place of all. */
  void putBack() {
    lock.lock();
    try {
      pending.values().forEach(cookie -> response.addHeader(SET_COOKIE, cookie));
    } finally {
      lock.unlock();
    }
  }

  /** Puts everything in again, after the application has emptied the response. */
  void again() {
    lock.lock();
    try {
      putBack();
      if (outOfCaches || !pending.isEmpty()) {
        response.setHeader("Cache-Control", "no-store");
      }
    } finally {
      lock.unlock();
    }
  }
}
