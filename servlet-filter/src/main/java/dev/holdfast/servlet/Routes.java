package dev.holdfast.servlet;

import dev.holdfast.config.RemoteLogout;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the route of a request by the path the container made canonical (Servlet §3.5.2). */
final class Routes {
  private final Map<String, Route> endpoints;
  private final Set<String> neighbours;
  private final List<PathPattern> protectedPaths;
  private final List<PathPattern> publicPaths;

  private Routes(Map<String, Route> endpoints, FilterSettings settings, Neighbours neighbours) {
    this.endpoints = Map.copyOf(endpoints);
    this.neighbours = neighbours.endpoints();
    this.protectedPaths = settings.protectedPaths();
    this.publicPaths = settings.publicPaths();
  }

  /** Those of a client, beside others and their endpoints. */
  static Routes of(FilterSettings settings, Neighbours neighbours, RemoteLogout remote) {
    Map<String, Route> own = new HashMap<>(neighbours.shared());
    own.put(settings.loginPath(), Route.LOGIN);
    own.put(settings.callbackPath(), Route.CALLBACK);
    own.put(settings.logoutPath(), Route.LOGOUT);
    own.put(settings.sessionPath(), Route.SESSION);
    own.put(settings.logoutReturnPath(), Route.LOGOUT_RETURN);
    own.put(settings.jwksPath(), Route.JWKS);
    if (remote.backChannel()) {
      own.put(settings.backChannelPath(), Route.BACK_CHANNEL_LOGOUT);
    }
    if (remote.frontChannel()) {
      own.put(settings.frontChannelPath(), Route.FRONT_CHANNEL_LOGOUT);
    }
    return new Routes(own, settings, neighbours);
  }

  /** Those of nobody in particular: what else a provider calls belongs to one of the clients. */
  static Routes undecided(FilterSettings settings, Neighbours neighbours) {
    Map<String, Route> own = new HashMap<>(neighbours.shared());
    own.put(settings.loginPath(), Route.LOGIN);
    return new Routes(own, settings, neighbours);
  }

  Route of(HttpServletRequest request) {
    return of(request.getRequestURI(), path(request));
  }

  /** The path within the application, decoded and without parameters. */
  static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = info == null ? request.getServletPath() : request.getServletPath() + info;
    return path.isEmpty() ? "/" : path;
  }

  Route of(String rawPath, String canonicalPath) {
    if (RawPath.isTreacherous(rawPath)) {
      return Route.AMBIGUOUS;
    }
    Route endpoint = endpoints.get(canonicalPath);
    Route route = endpoint == null ? application(canonicalPath) : endpoint;
    return route != Route.PUBLIC && RawPath.isLoose(rawPath) ? Route.AMBIGUOUS : route;
  }

  private Route application(String path) {
    return matches(protectedPaths, path) && !matches(publicPaths, path)
        ? Route.PROTECTED
        : Route.PUBLIC;
  }

  private static boolean matches(List<PathPattern> patterns, String path) {
    for (PathPattern pattern : patterns) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a login may lead there: to the application, and to nothing of this filter's. */
  boolean isApplications(Optional<String> path) {
    return path.filter(inside -> !isEndpoint(inside) && !neighbours.contains(inside)).isPresent();
  }

  /** Whether a path, decoded and without parameters, is one of this filter's own. */
  boolean isEndpoint(String path) {
    return endpoints.containsKey(path);
  }
}
