package dev.holdfast.provider;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims about a user: a JSON object. Immutable; prints the names only, since values are personal
 * data.
 */
public final class Claims {
  /** No claims. */
  public static final Claims NONE = new Claims(Map.of());

  private static final Set<String> SOURCES = Set.of("_claim_names", "_claim_sources");

  private final Map<String, Object> members;

  /** Claims with the members of a parsed JSON object; the map is copied, nested values are not. */
  public Claims(Map<String, ?> members) {
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * The members of a JSON object.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Claims parse(String json) {
    return JsonText.object(json)
        .map(Claims::new)
        .orElseThrow(() -> new IllegalArgumentException("not a single JSON object"));
  }

  /** These claims as a JSON object. */
  public String toJson() {
    return JsonText.write(members);
  }

  /** All members, in the order received; values are what a JSON parser makes of them. */
  public Map<String, Object> members() {
    return members;
  }

  /** A member that is text. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A member that is a whole number. */
  public Optional<Long> number(String name) {
    return members.get(name) instanceof Number number
            && (number instanceof Integer || number instanceof Long)
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /**
   * The texts at a path such as {@code roles} or {@code realm_access.roles}: one text, or the texts
   * of an array. A member whose own name contains the dots is found first.
   */
  public List<String> texts(String path) {
    Object found = members.containsKey(path) ? members.get(path) : descend(path);
    if (found instanceof String text) {
      return List.of(text);
    }
    if (found instanceof Collection<?> many) {
      return many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
    return List.of();
  }

  private @Nullable Object descend(String path) {
    Object current = members;
    for (String step : path.split("\\.", -1)) {
      current = current instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return current;
  }

  /** These claims and, for names they lack, those of {@code others}. */
  public Claims orElse(Claims others) {
    if (others.members.isEmpty()) {
      return this;
    }
    Map<String, Object> all = new LinkedHashMap<>(members);
    others.members.forEach(all::putIfAbsent);
    return new Claims(all);
  }

  /**
   * These claims without what aggregated and distributed ones need (OpenID Connect Core §5.6.2):
   * names of other providers, tokens for them, and claims that those have signed and nobody here
   * has checked.
   */
  public Claims withoutSources() {
    if (SOURCES.stream().noneMatch(members::containsKey)) {
      return this;
    }
    Map<String, Object> own = new LinkedHashMap<>(members);
    own.keySet().removeAll(SOURCES);
    return new Claims(own);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Claims that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "Claims" + members.keySet();
  }
}
