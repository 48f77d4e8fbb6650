package dev.holdfast.demo.api;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.holdfast.demo.api.AccessTokenCheck.BoundToken;
import dev.holdfast.demo.proof.Nonces;
import dev.holdfast.demo.proof.ProofCheck;
import dev.holdfast.demo.proof.ProofRefusedException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orders of whoever the token speaks for. GET lists them, POST takes one and says how long it
 * was.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7">RFC 9449 section 7</a>
 */
final class OrdersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "DPoP ";

  private final URI address;
  private final transient AccessTokenCheck tokens;
  private final transient Nonces nonces;
  private final transient ProofCheck proofs;

  OrdersServlet(URI address, AccessTokenCheck tokens, Nonces nonces, ProofCheck proofs) {
    this.address = address;
    this.tokens = tokens;
    this.nonces = nonces;
    this.proofs = proofs;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<BoundToken> caller = authenticate(request, response);
    if (caller.isPresent()) {
      Map<String, Object> answer = about(caller.get());
      answer.put("orders", List.of("A lantern", "Two ropes", "A tent for three"));
      send(response, answer);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<BoundToken> caller = authenticate(request, response);
    if (caller.isPresent()) {
      Map<String, Object> answer = about(caller.get());
      answer.put("received", request.getInputStream().readAllBytes().length);
      response.setStatus(201);
      send(response, answer);
    }
  }

  private Optional<BoundToken> authenticate(
      HttpServletRequest request, HttpServletResponse response) {
    nonces.next().ifPresent(nonce -> response.setHeader("DPoP-Nonce", nonce));
    String authorization = request.getHeader("Authorization");
    if (authorization == null) {
      return challenge(response, "");
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return challenge(response, "error=\"invalid_token\", ");
    }
    String text = authorization.substring(SCHEME.length()).strip();
    Optional<BoundToken> token = tokens.verify(text);
    if (token.isEmpty()) {
      return challenge(response, "error=\"invalid_token\", ");
    }
    try {
      List<String> headers = Collections.list(request.getHeaders("DPoP"));
      proofs.atResource(request.getMethod(), address, headers, text, token.get().boundTo());
      return token;
    } catch (ProofRefusedException e) {
      return challenge(response, "error=\"" + e.reason().error() + "\", ");
    }
  }

  private static Optional<BoundToken> challenge(HttpServletResponse response, String error) {
    String algorithms = String.join(" ", ProofCheck.ALGORITHMS);
    response.setStatus(401);
    response.setHeader("WWW-Authenticate", SCHEME + error + "algs=\"" + algorithms + "\"");
    return Optional.empty();
  }

  private static Map<String, Object> about(BoundToken caller) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sub", caller.subject());
    answer.put("jkt", caller.boundTo());
    return answer;
  }

  private static void send(HttpServletResponse response, Map<String, Object> answer)
      throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(JSONObjectUtils.toJSONString(answer));
  }
}
