package dev.holdfast.provider;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what a provider publishes as its key set. */
final class PublishedKeys {
  private PublishedKeys() {}

  /**
   * The keys that can be read. Those of an unknown kind or curve, and those that are malformed, are
   * left out and take nothing from the others (RFC 7517 §5). Throws a {@link ProviderRefusal} if
   * there is no array of keys.
   */
  static JWKSet of(String document) {
    List<?> shown =
        JsonText.object(document)
            .map(members -> members.get("keys"))
            .filter(List.class::isInstance)
            .map(List.class::cast)
            .orElseThrow(
                () ->
                    ProviderRefusal.unavailable(
                        "key set: no JSON object with keys", (Throwable) null));
    return new JWKSet(shown.stream().flatMap(PublishedKeys::key).toList());
  }

  private static Stream<JWK> key(Object shown) {
    if (!(shown instanceof Map<?, ?> members)) {
      return Stream.empty();
    }
    Map<String, Object> named = new LinkedHashMap<>();
    members.forEach((name, value) -> named.put(String.valueOf(name), value));
    try {
      return Stream.of(JWK.parse(named));
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return Stream.empty(); // no key of ours to judge
    }
  }
}
