package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A form that was posted, read from the body alone: a container's own view of parameters mixes the
 * query in. Not over 32 KiB, and no field twice.
 */
final class FormBody {
  private static final int LONGEST = 32 * 1024;
  private static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> fields;

  private FormBody(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  /** The form of a request; empty if it is none. */
  static Optional<FormBody> read(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    boolean isForm =
        type != null && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(TYPE);
    if (!isForm) {
      return Optional.empty();
    }
    byte[] body = request.getInputStream().readNBytes(2 * LONGEST); // so that its sender gets on
    return body.length > LONGEST
        ? Optional.empty()
        : parse(new String(body, StandardCharsets.UTF_8)).map(FormBody::new);
  }

  private static Optional<Map<String, String>> parse(String text) {
    Map<String, String> fields = new HashMap<>();
    try {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        if (!pair.isEmpty() && fields.put(name, value) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a broken percent-encoding
    }
    return Optional.of(fields);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
