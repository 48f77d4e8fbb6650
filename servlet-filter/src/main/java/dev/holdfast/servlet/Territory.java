package dev.holdfast.servlet;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The part of an application whose users come from one provider.
 *
 * @param paths within the application; empty if all
 * @param hosts in lower case, without ports; empty if all
 */
record Territory(List<PathPattern> paths, Set<String> hosts) {
  static final Territory SHARED = new Territory(List.of(), Set.of());

  /** Copies the collections. */
  Territory {
    paths = List.copyOf(paths);
    hosts = Set.copyOf(hosts);
  }

  /** Whether it is what nobody has for himself. */
  boolean isShared() {
    return paths.isEmpty() && hosts.isEmpty();
  }

  /** Whether a request is within it; what is shared is not. */
  boolean covers(String host, String path) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean here = hosts.isEmpty() || hosts.contains(name.toLowerCase(Locale.ROOT));
    boolean below = paths.isEmpty() || paths.stream().anyMatch(pattern -> pattern.matches(path));
    return !isShared() && here && below;
  }
}
