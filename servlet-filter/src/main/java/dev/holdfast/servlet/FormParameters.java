package dev.holdfast.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Parameters as they stand in a query or in the body of a form. */
final class FormParameters {
  private FormParameters() {}

  /** Empty if one is there twice, or a percent-encoding is broken. */
  static Optional<Map<String, String>> parse(String raw) {
    Map<String, String> parameters = new HashMap<>();
    try {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 2 ? text(parts[1]) : "";
        if (!pair.isEmpty() && parameters.put(text(parts[0]), value) != null) {
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
