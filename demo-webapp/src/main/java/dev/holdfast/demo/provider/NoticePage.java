package dev.holdfast.demo.provider;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a person sees where no application can take over: after a sign-in that nobody asked for, or
 * when a request was too wrong to be sent back to its client.
 */
final class NoticePage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Page page = new Page("notice.html");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object problem = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
    if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
      String text = Optional.ofNullable(problem).map(Object::toString).orElse("");
      page.send(response, Map.of("title", "That did not work", "text", text));
    } else {
      page.send(
          response,
          Map.of(
              "title",
              "Signed in as " + request.getRemoteUser(),
              "text",
              "You may return to the application that you came from."));
    }
  }
}
