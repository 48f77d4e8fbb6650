package dev.holdfast.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tokens are to be good for, in the words of the APIs (RFC 9396 §2). Immutable; prints the
 * types only.
 */
public final class AuthorizationDetails {
  private static final int LONGEST = 8 * 1024;

  private final String json;
  private final List<String> types;

  private AuthorizationDetails(String json, List<String> types) {
    this.json = json;
    this.types = types;
  }

  /**
   * Reads a JSON array of objects.
   *
   * @throws IllegalArgumentException if the text is none, one of them has no {@code type}, or it is
   *     longer than 8 KiB
   */
  public static AuthorizationDetails parse(String json) {
    List<Map<String, Object>> objects =
        Optional.of(json)
            .filter(text -> text.length() <= LONGEST)
            .flatMap(JsonText::array)
            .filter(array -> !array.isEmpty())
            .orElseThrow(() -> new IllegalArgumentException("not a JSON array of objects"));
    List<String> types =
        objects.stream()
            .map(
                object ->
                    new Claims(object)
                        .text("type")
                        .orElseThrow(() -> new IllegalArgumentException("one has no type")))
            .toList();
    return new AuthorizationDetails(json, types);
  }

  /** As it was read. */
  public String toJson() {
    return json;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuthorizationDetails that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return "AuthorizationDetails" + types;
  }
}
