package dev.holdfast.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An ID or logout token before it is signed. */
record IdTokenDraft(
    Map<String, Object> header, Map<String, Object> claims, Optional<Forgery> forgery) {

  IdTokenDraft editHeader(Consumer<Map<String, Object>> edit) {
    Map<String, Object> next = new LinkedHashMap<>(header);
    edit.accept(next);
    return new IdTokenDraft(next, claims, forgery);
  }

  IdTokenDraft editClaims(Consumer<Map<String, Object>> edit) {
    Map<String, Object> next = new LinkedHashMap<>(claims);
    edit.accept(next);
    return new IdTokenDraft(header, next, forgery);
  }

  IdTokenDraft forged(Forgery how) {
    return new IdTokenDraft(header, claims, Optional.of(how));
  }
}
