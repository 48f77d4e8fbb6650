package dev.holdfast.demo.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells this application's own forms from those of others, which come with the user's cookies just
 * the same.
 */
final class OwnForm {
  private OwnForm() {}

  /**
   * Whether a page of this application sent a request, for certain. A program says so by {@code
   * X-Requested-By}, which a page elsewhere cannot send.
   */
  static boolean sent(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String sender = request.getHeader("Origin");
    return sender == null
        ? request.getHeader("X-Requested-By") != null
        : sender.replaceFirst("^https?://", "").equalsIgnoreCase(request.getHeader("Host"));
  }
}
