package dev.holdfast.demo.provider;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Error answers of the filters, in the form the OAuth endpoints give theirs. RFC 6749 5.2. */
final class OAuthErrors {
  private OAuthErrors() {}

  static void send(HttpServletResponse response, int status, String error, String description)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response
        .getWriter()
        .write(
            JSONObjectUtils.toJSONString(Map.of("error", error, "error_description", description)));
  }
}
