package dev.holdfast.demo.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import dev.holdfast.demo.proof.SeenIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.ParseException;

/**
 * Demo addition: a client assertion is good for one request, even one that was only asked for a
 * nonce. Spring accepts it again and again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 section 3</a>
 */
final class AssertionOnceFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient SeenIds seen;

  AssertionOnceFilter(SeenIds seen) {
    this.seen = seen;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String assertion = request.getParameter("client_assertion");
    if (assertion == null || firstUse(assertion)) {
      chain.doFilter(request, response);
    } else {
      OAuthErrors.send(response, 401, "invalid_client", "client assertion without a new jti");
    }
  }

  private boolean firstUse(String assertion) {
    try {
      JWTClaimsSet claims = JWTParser.parse(assertion).getJWTClaimsSet();
      return claims.getJWTID() != null
          && seen.firstUse(claims.getIssuer() + " " + claims.getJWTID());
    } catch (ParseException unreadable) {
      return false;
    }
  }
}
