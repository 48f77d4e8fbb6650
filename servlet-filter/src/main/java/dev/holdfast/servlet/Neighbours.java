package dev.holdfast.servlet;

import dev.holdfast.event.Listeners;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the handlers of one client know of the others in the same application.
 *
 * @param stores watched together, because they are shared
 * @param sessionCookies the bare names of all clients' session cookies
 * @param endpoints the paths of all clients' endpoints
 * @param shared the paths at which any client answers that a browser has a session of, beside its
 *     own
 * @param provider the name to remember where a browser has logged in; empty if there is one only
 * @param sharedName the bare name before the cookies that all clients share; empty if there is one
 *     client only
 * @param choices what people choose from before they log in; empty if there is nothing to choose
 * @param chooserPage the application's own page for that
 */
record Neighbours(
    StoreWatch stores,
    Set<String> sessionCookies,
    Set<String> endpoints,
    Map<String, Route> shared,
    Optional<String> provider,
    Optional<String> sharedName,
    List<Choice> choices,
    Optional<String> chooserPage) {

  /** Copies the collections. */
  Neighbours {
    sessionCookies = Set.copyOf(sessionCookies);
    endpoints = Set.copyOf(endpoints);
    shared = Map.copyOf(shared);
    choices = List.copyOf(choices);
  }

  /**
   * One provider to choose.
   *
   * @param label for people
   * @param loginPath where a login there starts
   */
  record Choice(String label, String loginPath) {}

  /**
   * Of a client that is alone.
   *
   * @param listeners who hears of outages
   */
  static Neighbours none(Listeners listeners) {
    return new Neighbours(
        new StoreWatch(listeners),
        Set.of(),
        Set.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The same, answering at these paths too. */
  Neighbours sharing(Map<String, Route> paths) {
    return new Neighbours(
        stores, sessionCookies, endpoints, paths, provider, sharedName, choices, chooserPage);
  }

  /** The same, as one of the clients sees it. */
  Neighbours of(String name) {
    return new Neighbours(
        stores,
        sessionCookies,
        endpoints,
        shared,
        Optional.of(name),
        sharedName,
        List.of(),
        Optional.empty());
  }

  /** The same, for those who have not chosen yet. */
  Neighbours choosing(List<Choice> among, Optional<String> page) {
    return new Neighbours(
        stores, sessionCookies, endpoints, shared, Optional.empty(), sharedName, among, page);
  }

  /** What a login that went well leaves with the browser. */
  void noteLogin(Visit visit, CookieNames names) {
    provider.ifPresent(name -> last(names).ifPresent(last -> last.note(visit, name)));
  }

  private Optional<LastProvider> last(CookieNames names) {
    return sharedName.map(bare -> LastProvider.of(names, bare));
  }
}
