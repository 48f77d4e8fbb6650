package dev.holdfast.transport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP answer with its whole body.
 *
 * @param status the status code
 * @param headers all values by name; names are matched without regard to case
 * @param body the text of the body; it may hold secrets
 */
public record HttpReply(int status, Map<String, List<String>> headers, String body) {

  /** Copies the headers into a map that ignores case. */
  public HttpReply {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = java.util.Collections.unmodifiableMap(copy);
  }

  /** Every value of a header, in the order received. */
  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The value of a header that came exactly once. */
  public Optional<String> only(String name) {
    List<String> values = all(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** The status only. */
  @Override
  public String toString() {
    return "HttpReply[" + status + "]";
  }
}
