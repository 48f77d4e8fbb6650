package hello;

import dev.holdfast.servlet.OidcUser;
import dev.holdfast.token.UserTokenException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the API of the demo as the user. */
@WebServlet("/orders")
public class OrdersServlet extends HttpServlet {
  private static final URI ORDERS = URI.create("http://localhost:8082/orders");

  // readme: begin orders
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpClient client = OidcUser.httpClient(request); // sends this user's token, with a proof
    HttpRequest call = HttpRequest.newBuilder(ORDERS).timeout(Duration.ofSeconds(10)).build();
    try {
      HttpResponse<String> orders = client.send(call, BodyHandlers.ofString());
      response.setStatus(orders.statusCode());
      response.setContentType("application/json");
      response.getWriter().write(orders.body());
    } catch (UserTokenException e) {
      response.sendError(e.isLoginRequired() ? 401 : 503, e.code().code());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.sendError(503);
    }
  }
  // readme: end orders
}
