package dev.holdfast.servlet.relay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every way through the relay. Nothing else leads to an API. Immutable. */
record RouteTable(List<RelayRoute> routes) {

  /** Copies the list. */
  RouteTable {
    routes = List.copyOf(routes);
  }

  /** The route with the longest prefix of a path. */
  Optional<RelayRoute> find(RelayPath path) {
    return longest(RelayRoute::prefix, path, routes);
  }

  /** The path and query in the application that lead to an API's own address, if any do. */
  Optional<String> back(ApiAddress address) {
    List<RelayRoute> sameOrigin =
        routes.stream().filter(route -> route.origin().equals(address.origin())).toList();
    return longest(RelayRoute::base, address.path(), sameOrigin)
        .map(
            route ->
                route.prefix().encoded()
                    + address.path().encodedAfter(route.base())
                    + address.query().map(query -> "?" + query).orElse(""));
  }

  private static Optional<RelayRoute> longest(
      Function<RelayRoute, RelayPath> part, RelayPath path, List<RelayRoute> among) {
    return among.stream()
        .filter(route -> path.startsWith(part.apply(route)))
        .max(Comparator.comparingInt(route -> part.apply(route).segments().size()));
  }
}
