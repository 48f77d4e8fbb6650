package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.servlet.Neighbours.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the providers of one application have together. The lists run side by side.
 *
 * @param names of the providers
 * @param labels by which people choose
 * @param territories what each has for itself
 * @param filters how each sits in the application
 * @param shared how the application sits, before a provider is chosen
 * @param chooserPage the application's own page for choosing
 */
record SharedPart(
    List<String> names,
    List<String> labels,
    List<Territory> territories,
    List<FilterSettings> filters,
    FilterSettings shared,
    Optional<String> chooserPage) {

  /** Copies the lists. */
  SharedPart {
    names = List.copyOf(names);
    labels = List.copyOf(labels);
    territories = List.copyOf(territories);
    filters = List.copyOf(filters);
  }

  /** The endpoints that belong to no provider. */
  static Set<String> endpoints(FilterSettings shared) {
    return Set.of(shared.loginPath(), shared.logoutPath(), shared.sessionPath());
  }

  /** Puts it all together around the clients, in the order of their names. */
  Entrances entrances(List<Oidc> clients) {
    return names.size() == 1 ? alone(clients.get(0)) : several(clients);
  }

  /** With nothing to choose, the provider answers wherever nobody in particular would. */
  private Entrances alone(Oidc client) {
    Map<String, Route> paths = new HashMap<>(ofWhoeverIsThere());
    paths.put(shared.loginPath(), Route.LOGIN);
    Neighbours nobody = Neighbours.none(client.listeners()).sharing(paths);
    Handlers handlers = Handlers.of(client, filters.get(0), nobody);
    return Entrances.only(
        new Entrance(names.get(0), labels.get(0), client, territories.get(0), handlers),
        filters.get(0));
  }

  private Entrances several(List<Oidc> clients) {
    Neighbours neighbours = neighbours(clients.get(0));
    List<Entrance> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Handlers handlers = Handlers.of(clients.get(i), filters.get(i), neighbours.of(names.get(i)));
      all.add(
          new Entrance(names.get(i), labels.get(i), clients.get(i), territories.get(i), handlers));
    }
    List<Entrance> open = all.stream().filter(each -> each.territory().isShared()).toList();
    Handlers undecided =
        Handlers.of(open.get(0).oidc(), shared, neighbours.choosing(choices(open), chooserPage));
    LastProvider last = LastProvider.of(undecided.cookieNames(), shared.cookieName());
    return Entrances.several(all, undecided, shared, last);
  }

  private List<Choice> choices(List<Entrance> open) {
    return open.stream()
        .map(each -> new Choice(each.label(), filters.get(names.indexOf(each.name())).loginPath()))
        .toList();
  }

  private Neighbours neighbours(Oidc first) {
    Set<String> endpoints = new HashSet<>(endpoints(shared));
    filters.forEach(each -> endpoints.addAll(each.endpoints()));
    Set<String> cookies =
        Stream.concat(filters.stream(), Stream.of(shared))
            .map(FilterSettings::cookieName)
            .collect(Collectors.toUnmodifiableSet());
    return new Neighbours(
        new StoreWatch(first.listeners()),
        cookies,
        endpoints,
        ofWhoeverIsThere(),
        Optional.empty(),
        Optional.of(shared.cookieName()),
        List.of(),
        Optional.empty());
  }

  private Map<String, Route> ofWhoeverIsThere() {
    return Map.of(shared.logoutPath(), Route.LOGOUT, shared.sessionPath(), Route.SESSION);
  }
}
