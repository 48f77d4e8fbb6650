package dev.holdfast.transport;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Parameters as they stand in a query or in the body of a form (RFC 6749 appendix B). */
public final class FormParameters {
  private FormParameters() {}

  /** Empty if one is there twice (RFC 6749 §3.1), or a percent-encoding is broken. */
  public static Optional<Map<String, String>> parse(String raw) {
    Map<String, String> parameters = new HashMap<>();
    try {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = text(equals < 0 ? pair : pair.substring(0, equals));
        String value = text(equals < 0 ? "" : pair.substring(equals + 1));
        if (!pair.isEmpty() && parameters.put(name, value) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a broken percent-encoding
    }
    return Optional.of(parameters);
  }

  private static String text(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
