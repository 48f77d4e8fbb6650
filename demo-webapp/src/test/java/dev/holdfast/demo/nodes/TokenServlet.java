package dev.holdfast.demo.nodes;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.seal.Locator;
import dev.holdfast.servlet.OidcUser;
import dev.holdfast.token.TokenResult;
import dev.holdfast.token.UserAccessToken;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers whose token this is, when it ends and which one it is, without showing it. */
final class TokenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final AtomicInteger asked = new AtomicInteger();

  /** How many requests have come so far, answered or not. */
  int asked() {
    return asked.get();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    asked.incrementAndGet();
    TokenResult result = OidcUser.findUserAccessToken(request);
    String text =
        result.fold(
            available -> request.getRemoteUser() + " " + shown(available.token()),
            over -> refusal(response, HttpServletResponse.SC_UNAUTHORIZED, over.code()),
            later -> {
              response.setHeader("Retry-After", "1");
              return refusal(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, later.code());
            });
    response.setContentType("text/plain");
    response.getWriter().write(text);
  }

  private static String shown(UserAccessToken token) {
    String digest = HexFormat.of().formatHex(new Locator(token.value()).digest());
    return token.expiresAt().orElseThrow().getEpochSecond() + " " + digest;
  }

  private static String refusal(HttpServletResponse response, int status, ErrorCode code) {
    response.setStatus(status);
    return code.code();
  }
}
