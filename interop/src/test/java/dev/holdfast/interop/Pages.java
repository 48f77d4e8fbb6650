package dev.holdfast.interop;

import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.servlet.OidcUser;
import dev.holdfast.token.TokenRequest;
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

/** The application: who is there, with which token, and what the provider's own API says. */
final class Pages extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient URI userinfo;

  Pages(String issuer) {
    this.userinfo = URI.create(issuer + "/protocol/openid-connect/userinfo");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain;charset=UTF-8");
    switch (request.getServletPath()) {
      case "/api" -> response.getWriter().write(callApi(request));
      case "/token" ->
          response.getWriter().write(OidcUser.getUserAccessToken(request).value().reveal());
      case "/renewed" ->
          response
              .getWriter()
              .write(
                  OidcUser.getUserAccessToken(request, TokenRequest.standard().forceRenewal())
                      .value()
                      .reveal());
      case "/revoked" -> response.getWriter().write("revoked " + OidcUser.revoke(request));
      case "/recent" -> {
        if (OidcUser.requireAuthentication(
            request, response, AuthenticationDemand.ofMaxAge(Duration.ofSeconds(2)))) {
          response.getWriter().write("recent " + request.getRemoteUser());
        }
      }
      default ->
          response
              .getWriter()
              .write(
                  OidcUser.session(request)
                      .flatMap(session -> session.claims().text("preferred_username"))
                      .orElse("nobody"));
    }
  }

  private String callApi(HttpServletRequest request) throws ServletException, IOException {
    try {
      HttpResponse<String> answer =
          OidcUser.httpClient(request)
              .send(HttpRequest.newBuilder(userinfo).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }
}
