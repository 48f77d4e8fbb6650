package dev.holdfast.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    return new AuthorizationDetails(json, types(objects));
  }

  /**
   * Reads what an answer grants, as parsed JSON (RFC 9396 §7); nothing granted is an answer too.
   *
   * @throws IllegalArgumentException if it is no array of objects with a {@code type} each, or
   *     longer than 8 KiB
   */
  static AuthorizationDetails granted(Object parsed) {
    String json = JsonText.write(parsed);
    if (json.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    List<Map<String, Object>> objects =
        JsonText.array(json)
            .orElseThrow(() -> new IllegalArgumentException("not a JSON array of objects"));
    return new AuthorizationDetails(json, types(objects));
  }

  /** Reads what {@link #toJson} gave; empty for an empty text. */
  public static Optional<AuthorizationDetails> restore(String json) {
    return json.isEmpty()
        ? Optional.empty()
        : JsonText.array(json).map(objects -> new AuthorizationDetails(json, types(objects)));
  }

  private static List<String> types(List<Map<String, Object>> objects) {
    return objects.stream().map(AuthorizationDetails::type).toList();
  }

  private static String type(@Nullable Map<String, Object> object) {
    return Optional.ofNullable(object)
        .map(Claims::new)
        .flatMap(claims -> claims.text("type"))
        .orElseThrow(() -> new IllegalArgumentException("one has no type"));
  }

  /** As it was read; what an answer granted without the blanks. */
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
