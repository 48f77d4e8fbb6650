package dev.holdfast.servlet;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.transport.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where browsers find this application. It is what stands before the callback path in {@code
 * redirect-uri}; no header of a request has a say in it.
 *
 * @param origin as browsers write it
 * @param prefix what precedes the application's own paths; usually the context path
 */
record PublicAddress(Origin origin, String prefix) {

  /**
   * The address of the application with this callback.
   *
   * @throws ConfigurationException if the redirect URI is not that of the callback path
   */
  static PublicAddress of(URI redirectUri, String callbackPath) {
    if (!leadsTo(redirectUri, callbackPath)) {
      throw new ConfigurationException(
          List.of("callback-path " + complaint(redirectUri, callbackPath)));
    }
    String path = redirectUri.getRawPath();
    return new PublicAddress(
        Origin.of(redirectUri), path.substring(0, path.length() - callbackPath.length()));
  }

  static boolean leadsTo(URI redirectUri, String callbackPath) {
    return redirectUri.getRawPath() != null && redirectUri.getRawPath().endsWith(callbackPath);
  }

  static String complaint(URI redirectUri, String callbackPath) {
    return "is "
        + callbackPath
        + ", but redirect-uri ends otherwise: "
        + redirectUri.getRawPath()
        + "; make them agree";
  }

  /** The absolute address of a path of the application. */
  String of(String path) {
    return origin + prefix + path;
  }

  /** The absolute address a login leads to. */
  String of(ReturnPath path) {
    return origin + path.text();
  }

  /** The path and query by which a browser asked for this; empty if it is not safe to return to. */
  Optional<ReturnPath> returnPath(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String query = request.getQueryString();
    return ReturnPath.parse(
        prefix + (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
  }

  /** The path within the application of a return path; empty if it leads out of it. */
  Optional<String> within(ReturnPath target) {
    String home = URI.create(prefix).getPath();
    String path = path(target);
    return path.equals(home) || path.startsWith(home + "/")
        ? Optional.of(path.substring(home.length()))
        : Optional.empty();
  }

  /** The path alone, decoded and without parameters. */
  static String path(ReturnPath target) {
    return URI.create(target.text()).getPath().replaceAll(";[^/]*", "");
  }
}
