package dev.holdfast.servlet.relay;

import dev.holdfast.servlet.relay.RelayRoute.Caching;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of an API's answer, as far as it passes.
 *
 * @param type of the content; empty if there is none
 * @param location within this application
 */
record AnswerHead(ResponseInfo info, Optional<String> type, Optional<String> location) {
  private static final Pattern PRIVATE =
      Pattern.compile("no-store|no-cache|must-revalidate|immutable|max-age=[0-9]{1,9}");

  /** Whatever an answer is, no browser runs it, frames it, or takes it for something else. */
  static void keepInert(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    response.setHeader("Referrer-Policy", "no-referrer");
  }

  void write(HttpServletResponse response, RelayRoute route) {
    response.setStatus(info.statusCode());
    keepInert(response);
    headers()
        .map()
        .forEach(
            (name, values) -> {
              if (route.responseHeaders().contains(name.toLowerCase(Locale.ROOT))) {
                pass(response, name, values);
              }
            });
    cache(response, route);
    location.ifPresent(reference -> response.setHeader("Location", reference));
    type.ifPresent(response::setContentType);
    length().ifPresent(response::setContentLengthLong);
  }

  private static void pass(HttpServletResponse response, String name, List<String> values) {
    values.stream().filter(AnswerHead::isPlain).forEach(value -> response.addHeader(name, value));
  }

  static boolean isPlain(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
  }

  /** What caches on the way must not keep is for the browser alone, as long as its user stays. */
  private void cache(HttpServletResponse response, RelayRoute route) {
    List<String> rules = new ArrayList<>();
    for (String value : headers().allValues("Cache-Control")) {
      for (String rule : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (PRIVATE.matcher(rule.strip()).matches()) {
          rules.add(rule.strip());
        }
      }
    }
    if (route.caching() == Caching.NEVER || rules.isEmpty()) {
      response.setHeader("Cache-Control", "no-store");
    } else {
      response.setHeader("Cache-Control", "private, " + String.join(", ", rules));
      response.setHeader("Vary", "Cookie");
      pass(response, "Vary", headers().allValues("Vary"));
    }
  }

  /** As announced; empty if the answer has no content, or its end is to be seen from its chunks. */
  Optional<Long> length() {
    return type.isEmpty()
        ? Optional.empty()
        : headers().firstValueAsLong("Content-Length").stream().boxed().findFirst();
  }

  private HttpHeaders headers() {
    return info.headers();
  }
}
