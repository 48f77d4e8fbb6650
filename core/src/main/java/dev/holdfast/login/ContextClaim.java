package dev.holdfast.login;

import dev.holdfast.provider.Claims;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code id_token.acr} of a claims request: a way to ask for a context beside acr_values. */
final class ContextClaim {
  private static final String ID_TOKEN = "id_token";
  private static final String ACR = "acr";

  private ContextClaim() {}

  /** The request without it; empty if nothing else is asked for. */
  static Optional<Claims> removed(Claims request) {
    return Optional.of(changed(request, null)).filter(left -> !left.members().isEmpty());
  }

  /** The request with that of another. */
  static Claims taken(Claims request, Claims other) {
    return changed(request, idToken(other).get(ACR));
  }

  private static Claims changed(Claims request, @Nullable Object acr) {
    Map<String, Object> members = new LinkedHashMap<>(request.members());
    Map<String, Object> idToken = idToken(request);
    idToken.remove(ACR);
    if (acr != null) {
      idToken.put(ACR, acr);
    }
    members.remove(ID_TOKEN);
    if (!idToken.isEmpty()) {
      members.put(ID_TOKEN, idToken);
    }
    return new Claims(members);
  }

  private static Map<String, Object> idToken(Claims request) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (request.members().get(ID_TOKEN) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> copy.put(key.toString(), value));
    }
    return copy;
  }
}
