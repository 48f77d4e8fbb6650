package dev.holdfast.servlet.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an API gets of a browser's request: the headers that its route lets through, and nothing
 * that belongs to the connection, to this application or to whoever stands between (RFC 9110
 * §7.6.1).
 *
 * @param headers by name and value, in their order
 */
record ApiRequest(String method, URI target, List<Header> headers) {

  /** One line. */
  record Header(String name, String value) {}

  /** Copies the list. */
  ApiRequest {
    headers = List.copyOf(headers);
  }

  /** The request; empty if a header that would pass is contradictory, or no printable ASCII. */
  static Optional<ApiRequest> of(HttpServletRequest request, RelayRoute route, URI target) {
    Set<String> passing = new HashSet<>(route.requestHeaders());
    passing.removeAll(namedByConnection(request));
    List<Header> headers = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      List<String> values = Collections.list(request.getHeaders(name));
      if (passing.remove(lower)) {
        if (lower.startsWith("content-") && values.size() > 1) {
          return Optional.empty(); // two readers could each take another one
        }
        values.forEach(value -> headers.add(new Header(lower, value)));
      }
    }
    if (route.forwarded()) {
      headers.add(new Header("forwarded", "for=" + node(request.getRemoteAddr())));
    }
    return headers.stream().allMatch(ApiRequest::isPlain)
        ? Optional.of(new ApiRequest(request.getMethod(), target, headers))
        : Optional.empty();
  }

  private static Set<String> namedByConnection(HttpServletRequest request) {
    Set<String> names = new HashSet<>();
    for (String value : Collections.list(request.getHeaders("Connection"))) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** RFC 7239 §6. */
  private static String node(String address) {
    return address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
  }

  private static boolean isPlain(Header header) {
    return AnswerHead.isPlain(header.value());
  }

  /**
   * The same for the wire. By HTTP/1.1, where what the browser does not take is not read ahead.
   *
   * @param limit for the answer to begin
   */
  HttpRequest with(RequestBody body, Duration limit) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(limit)
            .method(method, body.publisher());
    headers.forEach(header -> builder.header(header.name(), header.value()));
    return builder.build();
  }

  @Override
  public String toString() {
    return "ApiRequest[" + method + " " + target.getHost() + "]";
  }
}
