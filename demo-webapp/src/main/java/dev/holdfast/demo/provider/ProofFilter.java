package dev.holdfast.demo.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import dev.holdfast.demo.proof.Nonces;
import dev.holdfast.demo.proof.Proof;
import dev.holdfast.demo.proof.ProofCheck;
import dev.holdfast.demo.proof.ProofRefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Demo addition: proofs at the token, PAR and userinfo endpoints are checked before Spring sees
 * them, with nonces and single use; a token request without a proof is refused if so set. The key's
 * thumbprint is left in the request for {@link KeyBindingFilter}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 section 8</a>
 */
final class ProofFilter extends HttpFilter {
  static final String THUMBPRINT = ProofFilter.class.getName() + ".thumbprint";
  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "DPoP ";
  private static final Set<String> GUARDED =
      Set.of(Endpoints.TOKEN, Endpoints.PAR, Endpoints.USERINFO);

  private final String issuer;
  private final ProviderSettings.Proofs rule;
  private final transient Nonces nonces;
  private final transient ProofCheck check;

  ProofFilter(String issuer, ProviderSettings.Proofs rule, Nonces nonces, ProofCheck check) {
    this.issuer = issuer;
    this.rule = rule;
    this.nonces = nonces;
    this.check = check;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (!GUARDED.contains(path)) {
      chain.doFilter(request, response);
      return;
    }
    nonces.next().ifPresent(nonce -> response.setHeader("DPoP-Nonce", nonce));
    List<String> proofs = Collections.list(request.getHeaders("DPoP"));
    try {
      if (path.equals(Endpoints.USERINFO)) {
        checkAtUserInfo(request, proofs);
      } else if (!proofs.isEmpty()) {
        Proof proof = check.atEndpoint(URI.create(issuer + path), proofs);
        request.setAttribute(THUMBPRINT, proof.keyThumbprint());
      } else if (path.equals(Endpoints.TOKEN) && rule == ProviderSettings.Proofs.REQUIRED) {
        OAuthErrors.send(response, 400, "invalid_request", "tokens are given out bound only");
        return;
      }
      chain.doFilter(request, response);
    } catch (ProofRefusedException e) {
      refuse(response, path, e);
    }
  }

  /** Other schemes, and tokens that are not ours to read, are left to Spring to refuse. */
  private void checkAtUserInfo(HttpServletRequest request, List<String> proofs)
      throws ProofRefusedException {
    String authorization = request.getHeader("Authorization");
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return;
    }
    String token = authorization.substring(SCHEME.length()).strip();
    String boundTo = boundTo(token);
    if (!boundTo.isEmpty()) {
      URI uri = URI.create(issuer + Endpoints.USERINFO);
      check.atResource(request.getMethod(), uri, proofs, token, boundTo);
    }
  }

  private static String boundTo(String token) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      Object thumbprint =
          claims.getClaim("cnf") == null ? null : claims.getJSONObjectClaim("cnf").get("jkt");
      return thumbprint instanceof String text ? text : "";
    } catch (ParseException notOurs) {
      return "";
    }
  }

  private static void refuse(HttpServletResponse response, String path, ProofRefusedException why)
      throws IOException {
    String error = why.reason().error();
    if (path.equals(Endpoints.USERINFO)) {
      String algorithms = String.join(" ", ProofCheck.ALGORITHMS);
      response.setHeader(
          "WWW-Authenticate", "DPoP error=\"" + error + "\", algs=\"" + algorithms + "\"");
      OAuthErrors.send(response, 401, error, "the proof was not accepted");
    } else {
      OAuthErrors.send(response, 400, error, "the proof was not accepted");
    }
  }
}
