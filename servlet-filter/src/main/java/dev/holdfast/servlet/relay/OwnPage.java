package dev.holdfast.servlet.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Tells the scripts of this application's own pages from everybody else's. What it protects: no
 * other site's page can send {@value #HEADER} without asking first, and nobody is ever told yes.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
 */
final class OwnPage {
  static final String HEADER = "X-Requested-By";

  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private OwnPage() {}

  /** Whether a script of this origin sent it, by the header and by what the browser says of it. */
  static boolean sent(HttpServletRequest request, String ownOrigin) {
    List<String> mark = values(request, HEADER);
    return mark.size() == 1 && !mark.get(0).isBlank() && isOfOrigin(request, ownOrigin);
  }

  private static boolean isOfOrigin(HttpServletRequest request, String ownOrigin) {
    List<String> site = values(request, "Sec-Fetch-Site");
    if (!site.isEmpty()) {
      return site.equals(List.of("same-origin"));
    }
    List<String> sender = values(request, "Origin");
    return sender.isEmpty()
        ? SAFE.contains(request.getMethod())
        : sender.equals(List.of(ownOrigin));
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
