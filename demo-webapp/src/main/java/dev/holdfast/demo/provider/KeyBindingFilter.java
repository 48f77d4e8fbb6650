package dev.holdfast.demo.provider;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/**
 * Demo addition: a code is bound to the key named at the authorization request ({@code dpop_jkt},
 * or the proof of a pushed request), and a refresh token to the key of its access token, for
 * confidential clients too. Spring knows neither.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-10">RFC 9449 section 10</a>
 */
final class KeyBindingFilter extends HttpFilter {
  static final String DPOP_JKT = "dpop_jkt";
  private static final long serialVersionUID = 1L;

  private final transient AuthorizationLedger ledger;

  KeyBindingFilter(AuthorizationLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> used =
        Optional.ofNullable((String) request.getAttribute(ProofFilter.THUMBPRINT));
    switch (request.getRequestURI()) {
      case Endpoints.PAR -> pushed(request, response, chain, used);
      case Endpoints.TOKEN -> token(request, response, chain, used);
      default -> chain.doFilter(request, response);
    }
  }

  private static void pushed(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Optional<String> used)
      throws IOException, ServletException {
    String named = request.getParameter(DPOP_JKT);
    if (used.isEmpty()) {
      chain.doFilter(request, response);
    } else if (named == null) {
      chain.doFilter(new AddedParameter(request, DPOP_JKT, used.get()), response);
    } else if (used.get().equals(named)) {
      chain.doFilter(request, response);
    } else {
      OAuthErrors.send(response, 400, "invalid_dpop_proof", "dpop_jkt names another key");
    }
  }

  private void token(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Optional<String> used)
      throws IOException, ServletException {
    Optional<String> wanted = keyOfCode(request).or(() -> keyOfRefreshToken(request));
    if (wanted.isEmpty() || wanted.equals(used)) {
      chain.doFilter(request, response);
    } else {
      OAuthErrors.send(response, 400, "invalid_grant", "bound to another key");
    }
  }

  private Optional<String> keyOfCode(HttpServletRequest request) {
    return grant(request, "code")
        .flatMap(grant -> AuthorizationLedger.requestParameter(grant, DPOP_JKT));
  }

  private Optional<String> keyOfRefreshToken(HttpServletRequest request) {
    return grant(request, "refresh_token")
        .map(OAuth2Authorization::getAccessToken)
        .map(OAuth2Authorization.Token::getClaims)
        .map(claims -> claims.get("cnf"))
        .map(confirmation -> ((Map<?, ?>) confirmation).get("jkt"))
        .map(Object::toString);
  }

  private Optional<OAuth2Authorization> grant(HttpServletRequest request, String parameter) {
    return Optional.ofNullable(request.getParameter(parameter)).flatMap(ledger::peek);
  }
}
