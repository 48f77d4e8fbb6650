package dev.holdfast.demo.web;

import dev.holdfast.config.Settings;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who answers a request.
 *
 * @param port where this node listens
 * @param others origins of the nodes beside it
 * @param store empty if the filter was not told in {@code web.xml}
 */
record Node(int port, List<URI> others, Optional<KeptIn> store) {

  /** The one that answers this. */
  static Node answering(HttpServletRequest request) {
    int port = request.getLocalPort();
    ServletContext context = request.getServletContext();
    List<URI> others =
        Stream.of(text(context.getInitParameter("demo.nodes")).split(" "))
            .filter(origin -> !origin.isEmpty())
            .map(URI::create)
            .filter(origin -> origin.getPort() != port)
            .toList();
    return new Node(port, others, store(context));
  }

  /** Whether a session may end without its browser, even where the browser holds it. */
  static boolean endsSessionsElsewhere(HttpServletRequest request) {
    return Optional.ofNullable(request.getServletContext().getFilterRegistration("oidc"))
        .map(filter -> text(filter.getInitParameter("back-channel-logout")).equals("true"))
        .orElse(false);
  }

  private static Optional<KeptIn> store(ServletContext context) {
    return Optional.ofNullable(context.getFilterRegistration("oidc")).flatMap(Node::keptIn);
  }

  private static Optional<KeptIn> keptIn(FilterRegistration filter) {
    Settings settings =
        Settings.of(
            Map.of(
                "session-store", text(filter.getInitParameter("session-store")),
                "url", text(filter.getInitParameter("session-store.jdbc.url"))));
    return settings
        .text("session-store")
        .map(word -> KeptIn.of(word, settings.text("url").orElse("")));
  }

  private static String text(@Nullable String parameter) {
    return parameter == null ? "" : parameter;
  }
}
