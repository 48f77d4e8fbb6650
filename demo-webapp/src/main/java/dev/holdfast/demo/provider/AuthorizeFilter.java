package dev.holdfast.demo.provider;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Demo addition: names the issuer in every authorization response, so that a client with several
 * providers cannot be mixed up, and insists on pushed requests if so set. RFC 9207, RFC 9126.
 */
final class AuthorizeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final String issuer;
  private final ProviderSettings.PushedRequests rule;

  AuthorizeFilter(String issuer, ProviderSettings.PushedRequests rule) {
    this.issuer = issuer;
    this.rule = rule;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getRequestURI().equals(Endpoints.AUTHORIZE)) {
      chain.doFilter(request, response);
    } else if (rule == ProviderSettings.PushedRequests.REQUIRED
        && request.getParameter("request_uri") == null) {
      response.sendError(400, "This provider takes pushed authorization requests only.");
    } else {
      chain.doFilter(request, new IssuerAdded(response, issuer));
    }
  }

  /** Adds {@code iss} to redirects that leave the provider. */
  private static final class IssuerAdded extends HttpServletResponseWrapper {
    private final String issuer;

    IssuerAdded(HttpServletResponse response, String issuer) {
      super(response);
      this.issuer = issuer;
    }

    @Override
    public void sendRedirect(String location) throws IOException {
      super.sendRedirect(withIssuer(location));
    }

    private String withIssuer(String location) {
      if (location.startsWith("/") || location.startsWith(issuer + "/")) {
        return location;
      }
      String separator = location.contains("?") ? "&" : "?";
      return location + separator + "iss=" + URLEncoder.encode(issuer, StandardCharsets.UTF_8);
    }
  }
}
