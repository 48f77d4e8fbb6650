package dev.holdfast.servlet;

import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.provider.AuthenticationDemand;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The part of the application where a login is not always enough. */
final class StepUpServlet {
  /** What all its paths begin with. */
  static final String PATHS = "/more/";

  private static final AuthenticationDemand GOLD = AuthenticationDemand.ofAcr("gold");
  private static final ReturnPath WHOAMI = ReturnPath.parse("/whoami").orElseThrow();

  private final URI api;

  StepUpServlet(URI api) {
    this.api = api;
  }

  void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getServletPath()) {
      case "/more/api" -> callApi(request, response);
      case "/more/gold" -> require(request, response, GOLD);
      case "/more/recent" ->
          require(request, response, AuthenticationDemand.ofMaxAge(Duration.ofSeconds(60)));
      case "/more/elsewhere" ->
          OidcUser.login(request, response, LoginRequest.to(WHOAMI).demanding(GOLD));
      case "/more/another-user" ->
          OidcUser.login(
              request, response, LoginRequest.to("/whoami").loginHint("bob").promptLogin());
      case "/more/maybe" -> {
        if (OidcUser.loginSilently(request, response)) {
          response.getWriter().write("hello " + request.getRemoteUser());
        }
      }
      case "/more/left" -> {
        request.logout();
        if (OidcUser.loginSilently(request, response)) {
          response.getWriter().write("hello " + request.getRemoteUser());
        }
      }
      case "/more/silent" -> OidcUser.login(request, response, LoginRequest.to(WHOAMI).silently());
      case "/more/silent-gold" ->
          OidcUser.login(request, response, LoginRequest.to(WHOAMI).demanding(GOLD).silently());
      case "/more/half" -> {
        response.getOutputStream().print("half a page");
        OidcUser.stepUp(request, response, GOLD);
      }
      default -> tooLate(request, response);
    }
  }

  private static void tooLate(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.flushBuffer();
    try {
      OidcUser.stepUp(request, response, GOLD);
    } catch (IllegalStateException e) {
      response.getWriter().write("too late");
    }
  }

  private static void require(
      HttpServletRequest request, HttpServletResponse response, AuthenticationDemand demand)
      throws ServletException, IOException {
    if (OidcUser.requireAuthentication(request, response, demand)) {
      response.getWriter().write("enough");
    }
  }

  private void callApi(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    HttpResponse<String> answer = send(request);
    Optional<AuthenticationDemand> demand = AuthenticationDemand.of(answer);
    if (demand.isPresent()) {
      OidcUser.stepUp(request, response, demand.get());
    } else {
      response.getWriter().write("api " + answer.statusCode());
    }
  }

  private HttpResponse<String> send(HttpServletRequest request)
      throws ServletException, IOException {
    try {
      return OidcUser.httpClient(request)
          .send(HttpRequest.newBuilder(api.resolve("/orders")).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }
}
