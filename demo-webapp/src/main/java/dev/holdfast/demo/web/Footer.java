package dev.holdfast.demo.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;

/** Which node made a page, and the way to the same page of another. */
final class Footer {
  private static final Set<String> PAGES = Set.of("", "/account", "/orders", "/sessions");

  private Footer() {}

  static Html of(HttpServletRequest request) {
    Node node = Node.answering(request);
    return Html.of(
        "<p><span>Answered at port {}.{}</span>{}</p>",
        node.port(),
        node.store().map(store -> " Sessions are kept in " + store.words() + ".").orElse(""),
        Html.all(node.others().stream().map(other -> link(request, other))));
  }

  private static Html link(HttpServletRequest request, URI other) {
    String asked = request.getServletPath();
    boolean lasting = PAGES.contains(asked);
    return Html.of(
        "<a href=\"{}{}{}\">{} at port {}</a>",
        other,
        request.getContextPath(),
        lasting && !asked.isEmpty() ? asked : "/",
        lasting ? "This page" : "Home",
        other.getPort());
  }
}
