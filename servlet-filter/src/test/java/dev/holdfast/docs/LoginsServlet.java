package dev.holdfast.docs;

import dev.holdfast.config.Prompt;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** What docs/logins.md shows. */
final class LoginsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final URI PAYMENTS = URI.create("https://api.example/payments");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getServletPath()) {
      case "/sign-in" -> signIn(request, response);
      case "/another-account" -> anotherAccount(request, response);
      case "/settings" -> settings(request, response);
      case "/payments" -> payments(request, response);
      default -> front(request, response);
    }
  }

  private static void signIn(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    // docs: begin wish
    OidcUser.login(
        request,
        response,
        LoginRequest.to(request.getContextPath() + "/orders?open=true")
            .acr("urn:example:gold", "urn:example:silver")
            .uiLocales("pt-BR", "de"));
    // docs: end wish
  }

  private static void anotherAccount(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    // docs: begin prompt
    LoginRequest home = LoginRequest.to(request.getContextPath() + "/");
    OidcUser.login(request, response, home.prompt(Prompt.SELECT_ACCOUNT));
    // docs: end prompt
  }

  private static void settings(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    // docs: begin require
    AuthenticationDemand demand =
        AuthenticationDemand.ofAcr("urn:example:gold").andMaxAge(Duration.ofMinutes(5));
    if (!OidcUser.requireAuthentication(request, response, demand)) {
      return; // answered
    }
    response.getWriter().println("Change your bank account here.");
    // docs: end require
  }

  private static void payments(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    HttpResponse<String> payments = call(request);
    // docs: begin challenge
    Optional<AuthenticationDemand> demand = AuthenticationDemand.of(payments);
    if (demand.isPresent()) {
      OidcUser.stepUp(request, response, demand.get());
      return; // answered
    }
    // docs: end challenge
    response.setStatus(payments.statusCode());
  }

  private static HttpResponse<String> call(HttpServletRequest request)
      throws ServletException, IOException {
    try {
      return OidcUser.httpClient(request)
          .send(HttpRequest.newBuilder(PAYMENTS).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }

  private static void front(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // docs: begin silent
    if (!OidcUser.loginSilently(request, response)) {
      return; // on the way to the provider and back
    }
    String user = request.getRemoteUser();
    response.getWriter().println(user == null ? "Welcome." : "Welcome back, " + user + ".");
    // docs: end silent
  }
}
