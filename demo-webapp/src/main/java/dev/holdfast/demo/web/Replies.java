package dev.holdfast.demo.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends an {@link Answer} in the form that was asked for. Thread-safe. */
final class Replies {
  /**
   * No script but our own files, nothing from elsewhere. A form may lead on to the provider:
   * logging out does.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src data:;"
          + " base-uri 'none'; frame-ancestors 'none'; form-action 'self' https:"
          + " http://localhost:*";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Replies() {}

  /** Answers whoever the filter has let pass. */
  static void send(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    send(request, response, answer, Layout.who(request, OidcUser.session(request)));
  }

  /** Answers a request that did not get past the filter, so that nobody knows whose it is. */
  static void sendToAnybody(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    send(request, response, answer, Html.of(""));
  }

  private static void send(
      HttpServletRequest request, HttpServletResponse response, Answer answer, Html who)
      throws IOException {
    response.setStatus(answer.status());
    answer
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Accept");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setCharacterEncoding("UTF-8");
    if (wantsJson(request)) {
      response.setContentType("application/json");
      response.getWriter().write(JSON.writeValueAsString(answer.json()));
    } else {
      response.setHeader("Content-Security-Policy", POLICY);
      if (!response.containsHeader("Referrer-Policy")) {
        response.setHeader("Referrer-Policy", "same-origin");
      }
      response.setContentType("text/html");
      response.getWriter().write(Layout.around(answer, request, who).toString());
    }
  }

  /** Whether a program asks. */
  static boolean wantsJson(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("application/json") && !accept.contains("text/html");
  }
}
