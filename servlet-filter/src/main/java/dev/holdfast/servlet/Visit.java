package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * One request and what goes back.
 *
 * @param request as the container made it
 * @param response what headers and bodies go to
 * @param cookies what the browser brought
 * @param answer what it gets
 */
record Visit(
    HttpServletRequest request,
    HttpServletResponse response,
    RequestCookies cookies,
    ResponseCookies answer) {

  static Visit of(HttpServletRequest request, HttpServletResponse response, CookieNames names) {
    return new Visit(
        request,
        response,
        RequestCookies.read(request, names),
        new ResponseCookies(response, names));
  }

  FetchMetadata intent() {
    return new FetchMetadata(request);
  }

  boolean isMethod(String method) {
    return method.equals(request.getMethod());
  }

  /** Sends the browser on with a GET, whatever it came with (RFC 9700 §4.12). */
  void redirect(String absoluteAddress) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", absoluteAddress);
    keepPrivate();
  }

  /** Keeps the answer out of caches and its address out of the next request. */
  void keepPrivate() {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
  }
}
