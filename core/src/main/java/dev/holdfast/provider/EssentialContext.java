package dev.holdfast.provider;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code acr} in the {@code id_token} member of a claims request (OpenID Connect Core §5.5.1). */
final class EssentialContext {
  private EssentialContext() {}

  /** The values one of which has to come; empty if none has to. */
  static List<String> valuesIn(Claims request) {
    Claims acr = object(object(request, "id_token"), "acr");
    Object essential = acr.members().getOrDefault("essential", false);
    require(essential instanceof Boolean, "essential of acr is neither true nor false");
    List<String> values = values(acr);
    return essential.equals(true) ? values : List.of();
  }

  private static List<String> values(Claims acr) {
    boolean one = acr.members().containsKey("value");
    boolean several = acr.members().containsKey("values");
    require(!one || !several, "acr has both value and values");
    if (one) {
      return List.of(acr.text("value").orElseThrow(() -> wrong("value of acr is no text")));
    }
    if (!several) {
      return List.of();
    }
    List<String> texts = acr.texts("values");
    boolean whole =
        acr.members().get("values") instanceof Collection<?> all
            && !all.isEmpty()
            && all.size() == texts.size();
    require(whole, "values of acr is no array of texts");
    return texts;
  }

  private static Claims object(Claims outer, String name) {
    Object value = outer.members().get(name);
    if (value == null) {
      return Claims.NONE;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      map.forEach((key, member) -> members.put(key.toString(), member));
      return new Claims(members);
    }
    throw wrong(name + " is no object");
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw wrong(complaint);
    }
  }

  private static IllegalArgumentException wrong(String complaint) {
    return new IllegalArgumentException("of no use as a claims request: " + complaint);
  }
}
