package dev.holdfast.servlet.relay;

import dev.holdfast.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads every route of a servlet's init-params. */
final class RouteTableReader {
  private static final Pattern ROUTE = Pattern.compile("route\\.([A-Za-z0-9_-]{1,32})(?:\\..*)?");

  private RouteTableReader() {}

  /**
   * The routes.
   *
   * @param parameters by name
   * @param isServed whether the container brings requests for a path to this servlet
   * @throws dev.holdfast.config.ConfigurationException with every problem found
   */
  static RouteTable read(Map<String, String> parameters, Predicate<String> isServed) {
    Settings settings = Settings.of(parameters);
    List<RelayRoute> routes = new ArrayList<>();
    for (String name : names(parameters)) {
      new RouteReader(settings, name)
          .read()
          .filter(route -> fits(route, routes, isServed, settings))
          .ifPresent(routes::add);
    }
    if (names(parameters).isEmpty()) {
      settings.required(
          "route.orders",
          "name at least one route, as in /api/orders -> https://api.example/orders");
    }
    settings.finish();
    return new RouteTable(routes);
  }

  private static SortedSet<String> names(Map<String, String> parameters) {
    return parameters.keySet().stream()
        .map(ROUTE::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean fits(
      RelayRoute route, List<RelayRoute> others, Predicate<String> isServed, Settings settings) {
    String key = "route." + route.name();
    String prefix = route.prefix().text();
    if (others.stream().anyMatch(other -> other.prefix().equals(route.prefix()))) {
      settings.problem(key, "begins at " + prefix + ", as another route does");
    }
    if (!isServed.test(prefix)) {
      settings.problem(
          key, "begins at " + prefix + ", which no url-pattern of this servlet covers");
    }
    return true;
  }
}
