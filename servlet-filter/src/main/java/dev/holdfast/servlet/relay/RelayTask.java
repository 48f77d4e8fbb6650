package dev.holdfast.servlet.relay;

import dev.holdfast.servlet.relay.AnswerRules.RequestTraits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;

/**
 * A request that may go to an API, and all that it takes.
 *
 * @param client of the user who sent it
 */
record RelayTask(
    HttpServletRequest request,
    HttpServletResponse response,
    Caller caller,
    HttpClient client,
    RouteTable table,
    RelayRoute route,
    RelayPath path,
    ApiRequest apiRequest,
    RelayDeadline deadline,
    Refusals refusals) {

  /** Whether a body follows the head, as far as that shows (RFC 9112 §6.3). */
  boolean hasBody() {
    long length = request.getContentLengthLong();
    boolean announced = length > 0 || request.getHeader("Transfer-Encoding") != null;
    boolean byFrames = !request.getProtocol().startsWith("HTTP/1.");
    return announced || (length < 0 && byFrames);
  }

  Inflow inflow() throws IOException {
    return new Inflow(request.getInputStream(), request.getContentLengthLong(), route.limits());
  }

  AnswerRules rules(RequestTraits traits) {
    return new AnswerRules(table, route, path, apiRequest.target(), traits, caller::stepUp);
  }
}
