package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * This filter's cookies as a request brought them, read from the {@code Cookie} lines themselves:
 * containers differ in how they parse them, and in how many lines they look at (RFC 9113 §8.2.3).
 * Beyond fixed limits a request counts as one without cookies.
 */
final class RequestCookies {
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int MOST_COOKIES = 50;
  private static final RequestCookies NONE = new RequestCookies(Map.of(), Set.of());

  private final Map<String, String> values;
  private final Set<String> repeated;

  private RequestCookies(Map<String, String> values, Set<String> repeated) {
    this.values = values;
    this.repeated = repeated;
  }

  static RequestCookies read(HttpServletRequest request, CookieNames names) {
    return parse(lines(request), names);
  }

  static RequestCookies parse(List<String> lines, CookieNames names) {
    if (length(lines) > LONGEST_HEADER) {
      return NONE;
    }
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> repeated = new TreeSet<>();
    for (String line : lines) {
      for (String pair : line.split(";", -1)) {
        String name = name(pair);
        if (names.isOurs(name) && values.put(name, content(pair)) != null) {
          repeated.add(name);
        }
      }
    }
    return values.size() > MOST_COOKIES ? NONE : new RequestCookies(values, repeated);
  }

  private static int length(List<String> lines) {
    int sum = 0;
    for (String line : lines) {
      sum += line.length();
    }
    return sum;
  }

  private static List<String> lines(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Cookie");
    return lines == null ? List.of() : Collections.list(lines);
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return (equals < 0 ? pair : pair.substring(0, equals)).strip();
  }

  private static String content(String pair) {
    return pair.substring(pair.indexOf('=') + 1).strip();
  }

  /** The {@code Cookie} lines without this filter's cookies. */
  static List<String> othersOnly(List<String> lines, CookieNames names) {
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      List<String> kept = new ArrayList<>();
      for (String pair : line.split(";", -1)) {
        if (!pair.isBlank() && !names.isOurs(name(pair))) {
          kept.add(pair.strip());
        }
      }
      if (!kept.isEmpty()) {
        others.add(String.join("; ", kept));
      }
    }
    return others;
  }

  /** The value of a cookie that came exactly once. */
  Optional<String> value(String name) {
    return repeated.contains(name) ? Optional.empty() : Optional.ofNullable(values.get(name));
  }

  boolean isRepeated(String name) {
    return repeated.contains(name);
  }

  /** The names that came, in the order of their coming: browsers send the oldest first. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }
}
