package dev.holdfast.docs;

import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** What the README shows of a servlet. */
final class OrdersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final URI ORDERS = URI.create("https://api.example/orders");

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      HttpRequest call = HttpRequest.newBuilder(ORDERS).POST(BodyPublishers.noBody()).build();
      order(request, response, OidcUser.httpClient(request).send(call, BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }

  private static void order(
      HttpServletRequest request, HttpServletResponse response, HttpResponse<String> orders)
      throws ServletException, IOException {
    // readme: begin step-up
    Optional<AuthenticationDemand> demand = AuthenticationDemand.of(orders);
    if (demand.isPresent()) {
      OidcUser.stepUp(request, response, demand.get());
      return;
    }
    // readme: end step-up
    response.setStatus(orders.statusCode());
  }
}
