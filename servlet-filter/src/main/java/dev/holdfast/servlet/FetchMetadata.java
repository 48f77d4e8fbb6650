package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says about why it sends a request (W3C Fetch Metadata). Browsers that say nothing
 * are judged by what they accept.
 */
final class FetchMetadata {
  /** What browsers show, and keep for the way back. */
  private static final Set<String> PAGES = Set.of("document", "iframe", "frame", "embed", "object");

  private final HttpServletRequest request;

  FetchMetadata(HttpServletRequest request) {
    this.request = request;
  }

  /** Whether a person waits for a whole page. No link and no form can send a script's header. */
  boolean isNavigation() {
    String mode = request.getHeader("Sec-Fetch-Mode");
    String destination = request.getHeader("Sec-Fetch-Dest");
    if (isPrefetch() || request.getHeader("X-Requested-By") != null) {
      return false;
    }
    boolean silent = mode == null && destination == null;
    return silent ? acceptsHtml() : "navigate".equals(mode) && "document".equals(destination);
  }

  /** Whether the answer will be shown, at once or later, as a page or within one. */
  boolean isForDisplay() {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return isPrefetch() || (destination == null ? isNavigation() : PAGES.contains(destination));
  }

  /** Whether a client that says nothing about itself sent this: no browser of today. */
  boolean isSilent() {
    return request.getHeader("Sec-Fetch-Mode") == null
        && request.getHeader("Sec-Fetch-Dest") == null
        && !isPrefetch();
  }

  /** Whether the browser only thinks that the person may want it. */
  boolean isPrefetch() {
    return mentionsPrefetch(request.getHeader("Sec-Purpose"))
        || mentionsPrefetch(request.getHeader("Purpose"));
  }

  private static boolean mentionsPrefetch(@Nullable String purpose) {
    return purpose != null && purpose.toLowerCase(Locale.ROOT).contains("prefetch");
  }

  /** Whether another site's page is behind the request. */
  boolean isFromElsewhere() {
    String site = request.getHeader("Sec-Fetch-Site");
    return "cross-site".equals(site) || "same-site".equals(site);
  }

  /**
   * Whether a page of this origin is behind the request, for certain. A browser without fetch
   * metadata proves it by the {@code Origin} header, a program by a header that no other site's
   * page can send unasked: {@code X-Requested-By}.
   */
  boolean isFrom(String origin) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return "same-origin".equals(site);
    }
    String sender = request.getHeader("Origin");
    return sender != null ? origin.equals(sender) : request.getHeader("X-Requested-By") != null;
  }

  /** The same, where a header alone is no proof: who says neither has no page of this origin. */
  boolean isSaidToBeFrom(String origin) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null ? "same-origin".equals(site) : origin.equals(request.getHeader("Origin"));
  }

  /** Whether the answer may be a page. */
  boolean acceptsHtml() {
    String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }
}
