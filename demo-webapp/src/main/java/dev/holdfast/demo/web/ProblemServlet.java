package dev.holdfast.demo.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The error page of the whole application: of the container, and of the filter's endpoints. */
public final class ProblemServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String OF_FILTER = "dev.holdfast.error.";

  /** Any method can fail, so any method gets here. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute(OF_FILTER + "code") != null) {
      Replies.sendToAnybody(request, response, byFilter(request));
    } else {
      Replies.send(request, response, byContainer(request));
    }
  }

  private static Answer byFilter(HttpServletRequest request) {
    return Answer.problem(
            Integer.parseInt(told(request, "status")),
            told(request, "code"),
            told(request, "message") + " " + told(request, "help"),
            Html.of("<a class=\"button\" href=\"{}\">Go on</a>", told(request, "link")))
        .withReference(told(request, "reference"));
  }

  private static String told(HttpServletRequest request, String name) {
    return String.valueOf(request.getAttribute(OF_FILTER + name));
  }

  private static Answer byContainer(HttpServletRequest request) {
    Html home = Layout.button(request, "/", "Home");
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : 404;
    return switch (code) {
      case 404 -> Answer.problem(404, "not_found", "There is no such page.", home);
      case 405 -> Answer.problem(405, "method_not_allowed", "This page does not do that.", home);
      default ->
          code < 500
              ? Answer.problem(code, "bad_request", "That request makes no sense here.", home)
              : Answer.problem(code, "unexpected", "The server did not expect that.", home);
    };
  }
}
