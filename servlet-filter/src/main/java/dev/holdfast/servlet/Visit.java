package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

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
  private static final int LONGEST_DEVICE = 200;

  static Visit of(HttpServletRequest request, HttpServletResponse response, CookieNames names) {
    return new Visit(
        request,
        response,
        RequestCookies.read(request, names),
        new ResponseCookies(response, names));
  }

  /** A parameter of the query alone: a body is none of this filter's business. */
  Optional<String> queryParameter(String name) {
    String query = request.getQueryString();
    String prefix = name + "=";
    return query == null
        ? Optional.empty()
        : Arrays.stream(query.split("&", -1))
            .filter(pair -> pair.startsWith(prefix))
            .map(pair -> decoded(pair.substring(prefix.length())))
            .findFirst();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return ""; // a broken percent-encoding is no path
    }
  }

  /** What the browser calls itself; empty if it does not say, cut if it says too much. */
  String device() {
    String name = request.getHeader("User-Agent");
    String plain = name == null ? "" : name.replaceAll("[^\\x20-\\x7E]", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST_DEVICE));
  }

  FetchMetadata intent() {
    return new FetchMetadata(request);
  }

  boolean isMethod(String method) {
    return method.equals(request.getMethod());
  }

  /** Answers with a whole text in UTF-8, which no browser takes for anything else. */
  void write(String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Sends the browser on with a GET, whatever it came with (RFC 9700 §4.12). */
  void redirect(String absoluteAddress) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", absoluteAddress);
    keepPrivate();
  }

  /**
   * Keeps a user's page out of caches, and so from the back button after a logout, unless the
   * application says otherwise.
   */
  void protectPage() {
    answer.keepOutOfCaches();
  }

  /** Keeps the answer out of caches and its address out of the next request. */
  void keepPrivate() {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
  }
}
