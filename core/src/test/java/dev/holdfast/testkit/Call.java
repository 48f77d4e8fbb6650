package dev.holdfast.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it arrived.
 *
 * @param target path and query
 * @param headers all values by name; names are matched without regard to case
 * @param body the body, read as ISO 8859-1 so that its length is its number of bytes
 * @param tls how it came, if not in the clear
 */
public record Call(
    Endpoint endpoint,
    String method,
    URI target,
    Map<String, List<String>> headers,
    String body,
    Optional<Tls> tls) {

  /**
   * A connection whose client has shown a certificate.
   *
   * @param origin where it arrived
   */
  public record Tls(String origin, X509Certificate certificate) {}

  private static final String FORM = "application/x-www-form-urlencoded";

  /** Copies the headers into a map that ignores case. */
  public Call {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
  }

  static Call read(Endpoint endpoint, HttpExchange exchange) throws IOException {
    return new Call(
        endpoint,
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1),
        exchange instanceof HttpsExchange secure ? Optional.of(tls(secure)) : Optional.empty());
  }

  private static Tls tls(HttpsExchange exchange) throws IOException {
    return new Tls(
        "https://localhost:" + exchange.getLocalAddress().getPort(),
        (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0]);
  }

  /** The origin it was sent to; {@code clear} if it came in the clear. */
  String origin(String clear) {
    return tls.map(Tls::origin).orElse(clear);
  }

  /** The parameters of the query and of a form body together; the last of a repeated one. */
  public Map<String, String> form() {
    Map<String, String> form = new LinkedHashMap<>();
    decode(Optional.ofNullable(target.getRawQuery()).orElse(""), form);
    if (header("Content-Type").filter(type -> type.startsWith(FORM)).isPresent()) {
      decode(body, form);
    }
    return Collections.unmodifiableMap(form);
  }

  /** One parameter of {@link #form()}. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(form().get(name));
  }

  /** Every value of a header, in the order received. */
  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  static void decode(String encoded, Map<String, String> into) {
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        into.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
    }
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
