package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.NamedClient;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The ways into an application, one for each provider, and who of them a request belongs to: that
 * whose endpoint it asks for, that whose part of the application it asks for, or else that where
 * its browser has a session. Thread-safe.
 */
final class Entrances implements AutoCloseable {
  private static final String ATTRIBUTE = Entrances.class.getName();

  private final List<Entrance> all;
  private final Handlers undecided;
  private final SharedPaths paths;
  private final Optional<LastProvider> last;

  private Entrances(
      List<Entrance> all, Handlers undecided, SharedPaths paths, Optional<LastProvider> last) {
    this.all = List.copyOf(all);
    this.undecided = undecided;
    this.paths = paths;
    this.last = last;
  }

  /** The endpoints that belong to no provider. */
  private record SharedPaths(String login, String logout, String session) {
    static SharedPaths of(FilterSettings shared) {
      return new SharedPaths(shared.loginPath(), shared.logoutPath(), shared.sessionPath());
    }

    /** Whether the provider answers where the browser has a session. */
    boolean areOfWhoeverIsThere(String path) {
      return path.equals(logout) || path.equals(session);
    }
  }

  /** An application with one provider. */
  static Entrances only(Oidc oidc, FilterSettings settings) {
    Handlers handlers = Handlers.of(oidc, settings);
    String name = oidc.config().registration();
    return only(new Entrance(name, name, oidc, Territory.SHARED, handlers), settings);
  }

  /** The same, of whom more is known. */
  static Entrances only(Entrance one, FilterSettings settings) {
    SharedPaths paths = SharedPaths.of(settings);
    return new Entrances(List.of(one), one.handlers(), paths, Optional.empty()).announced();
  }

  /**
   * An application with several, two at least.
   *
   * @param undecided for requests that belong to none of them yet
   * @param shared the endpoints of those
   */
  static Entrances several(
      List<Entrance> all, Handlers undecided, FilterSettings shared, LastProvider last) {
    return new Entrances(all, undecided, SharedPaths.of(shared), Optional.of(last)).announced();
  }

  private Entrances announced() {
    Events events = new Events();
    for (Entrance each : all) {
      events.ready(each.oidc().config().registration(), each.handlers().address().of("/"));
    }
    return this;
  }

  /** By which all of this filter's cookies are known, whichever session they belong to. */
  CookieNames cookieNames() {
    return undecided.cookieNames();
  }

  /** Who answers a request. */
  Handlers of(HttpServletRequest request, RequestCookies cookies) {
    if (all.size() == 1) {
      return undecided;
    }
    String path = Routes.path(request);
    if (path.equals(paths.login())) {
      return undecided;
    }
    Optional<Entrance> asked =
        paths.areOfWhoeverIsThere(path)
            ? Optional.empty()
            : all.stream()
                .filter(entrance -> entrance.handlers().routes().isEndpoint(path))
                .findFirst()
                .or(() -> owner(request, path));
    return asked.or(() -> known(cookies)).map(Entrance::handlers).orElse(undecided);
  }

  private Optional<Entrance> owner(HttpServletRequest request, String path) {
    return all.stream()
        .filter(entrance -> entrance.territory().covers(request.getServerName(), path))
        .findFirst();
  }

  private Optional<Entrance> known(RequestCookies cookies) {
    List<Entrance> known =
        all.stream()
            .filter(entrance -> entrance.territory().isShared() && entrance.isKnownTo(cookies))
            .toList();
    Optional<String> latest = last.flatMap(cookie -> cookie.of(cookies));
    return known.stream()
        .filter(entrance -> latest.filter(entrance.name()::equals).isPresent())
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /**
   * The handlers of one provider.
   *
   * @throws IllegalArgumentException if none has this name
   */
  Handlers at(String provider) {
    return named(provider).handlers();
  }

  /**
   * The client at a provider, or at the first.
   *
   * @throws IllegalArgumentException if none has this name
   */
  Oidc client(Optional<String> provider) {
    return provider.map(this::named).orElseGet(() -> all.get(0)).oidc();
  }

  private Entrance named(String provider) {
    return all.stream()
        .filter(entrance -> entrance.name().equals(provider))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no provider is called " + provider));
  }

  /**
   * Who has a client of the application's own.
   *
   * @throws IllegalArgumentException if nobody has one of this name
   */
  Oidc withClient(String client) {
    return all.stream()
        .map(Entrance::oidc)
        .filter(oidc -> oidc.config().clients().stream().anyMatch(isCalled(client)))
        .findFirst()
        .orElseGet(() -> all.get(0).oidc()); // which says what is wrong
  }

  private static Predicate<NamedClient> isCalled(String client) {
    return named -> named.name().equals(client);
  }

  /** Makes the container's own session cookie as careful as these. */
  void hardenContainerSession(ServletContext context) {
    if (undecided.hardensContainerSession()) {
      new ContainerCookie(context).harden(undecided.cookieNames().secure());
    }
  }

  /** Lets the application's own code find this. */
  void publish(ServletContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  static void withdraw(ServletContext context) {
    context.removeAttribute(ATTRIBUTE);
  }

  /** What {@link #publish} left; empty while the filter does not run. */
  static Optional<Entrances> in(ServletContext context) {
    return Optional.ofNullable((Entrances) context.getAttribute(ATTRIBUTE));
  }

  /** The first is the last to close, because it has the stores. */
  @Override
  public void close() {
    List<Entrance> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    reversed.forEach(entrance -> entrance.oidc().close());
  }
}
