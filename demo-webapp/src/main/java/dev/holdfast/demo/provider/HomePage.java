package dev.holdfast.demo.provider;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Where a sign-in ends that no application asked for. */
final class HomePage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Page page = new Page("home.html");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    page.send(response, Map.of("user", request.getRemoteUser()));
  }
}
