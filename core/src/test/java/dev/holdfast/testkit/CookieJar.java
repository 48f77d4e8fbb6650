package dev.holdfast.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Cookies as a browser keeps them on a loopback address: {@code Secure} ones travel over plain
 * http, prefixes are enforced, ports do not matter (RFC 6265bis §5.7). It knows {@code SameSite}
 * where a form or a link comes from another site, but no times: a cookie stays until it is removed
 * by {@code Max-Age=0}. Thread-safe.
 */
final class CookieJar {

  private record Key(String host, String path, String name) {}

  private record Kept(String value, String sameSite) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Kept> cookies = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();

  void take(URI from, String setCookie) {
    String[] parts = setCookie.split(";", -1);
    String[] pair = parts[0].strip().split("=", 2);
    Map<String, String> attributes = attributes(parts);
    lock.lock();
    try {
      if (pair.length < 2 || !prefixHolds(pair[0], attributes)) {
        refused.add(setCookie);
        return;
      }
      Key key = new Key(from.getHost(), attributes.getOrDefault("path", "/"), pair[0]);
      cookies.remove(key);
      if (!"0".equals(attributes.get("max-age"))) {
        String sameSite = attributes.getOrDefault("samesite", "lax");
        cookies.put(key, new Kept(pair[1], sameSite.toLowerCase(Locale.ROOT)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The {@code Cookie} header for an address; empty when there is none to send. */
  Optional<String> headerFor(URI to) {
    return headerFor(to, any -> true);
  }

  /** The same for a form that a page of another site posts: only what says so comes along. */
  Optional<String> headerForPostFromElsewhere(URI to) {
    return headerFor(to, cookie -> cookie.sameSite().equals("none"));
  }

  /** The same for a link that a page of another site has, and all redirects behind it. */
  Optional<String> headerForLinkFromElsewhere(URI to) {
    return headerFor(to, cookie -> !cookie.sameSite().equals("strict"));
  }

  private Optional<String> headerFor(URI to, Predicate<Kept> mayCome) {
    lock.lock();
    try {
      String header =
          cookies.entrySet().stream()
              .filter(cookie -> matches(cookie.getKey(), to) && mayCome.test(cookie.getValue()))
              .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue().value())
              .collect(Collectors.joining("; "));
      return Optional.of(header).filter(text -> !text.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** Value by name, of all hosts and paths. */
  Map<String, String> values() {
    lock.lock();
    try {
      Map<String, String> values = new LinkedHashMap<>();
      cookies.forEach((key, value) -> values.put(key.name(), value.value()));
      return values;
    } finally {
      lock.unlock();
    }
  }

  void put(String host, String name, String value) {
    lock.lock();
    try {
      cookies.put(new Key(host, "/", name), new Kept(value, "lax"));
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      cookies.clear();
    } finally {
      lock.unlock();
    }
  }

  List<String> refused() {
    lock.lock();
    try {
      return List.copyOf(refused);
    } finally {
      lock.unlock();
    }
  }

  private static Map<String, String> attributes(String[] parts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      attributes.put(pair[0].toLowerCase(Locale.ROOT), pair.length == 2 ? pair[1] : "");
    }
    return attributes;
  }

  private static boolean prefixHolds(String name, Map<String, String> attributes) {
    boolean secure = attributes.containsKey("secure");
    if (name.startsWith("__Host-")) {
      return secure && "/".equals(attributes.get("path")) && !attributes.containsKey("domain");
    }
    return secure || !name.startsWith("__Secure-");
  }

  private static boolean matches(Key key, URI to) {
    String path = to.getPath().isEmpty() ? "/" : to.getPath();
    boolean below = key.path().endsWith("/") || path.startsWith(key.path() + "/");
    return key.host().equals(to.getHost())
        && (path.equals(key.path()) || (below && path.startsWith(key.path())));
  }
}
