package dev.holdfast.demo.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Which node made a page, and the way to the same page of another. */
final class Footer {
  private static final Set<String> PAGES = Set.of("/account", "/orders");

  private Footer() {}

  static Html of(HttpServletRequest request) {
    Node node = Node.answering(request);
    return Html.of(
        "<p><span>Answered at port {}.{}</span>{}</p>",
        node.port(),
        node.store().map(store -> " Sessions are kept in " + store.words() + ".").orElse(""),
        Html.all(
            node.others().stream()
                .map(
                    other ->
                        Html.of(
                            "<a href=\"{}{}{}\">This page at port {}</a>",
                            other,
                            request.getContextPath(),
                            page(request),
                            other.getPort()))));
  }

  private static String page(HttpServletRequest request) {
    String asked = request.getServletPath();
    return PAGES.contains(asked) ? asked : "/";
  }
}
