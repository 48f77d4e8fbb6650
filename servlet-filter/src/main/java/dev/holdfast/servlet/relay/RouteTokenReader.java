package dev.holdfast.servlet.relay;

import dev.holdfast.config.Settings;
import dev.holdfast.token.TokenRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Reads which token the calls of one route carry. Problems go to the settings. */
final class RouteTokenReader {
  private final Settings settings;
  private final String key;

  /** For the route whose parameters begin with this. */
  RouteTokenReader(Settings settings, String key) {
    this.settings = settings;
    this.key = key;
  }

  /** The login's own, unless the route says more. */
  TokenRequest read() {
    Optional<TokenRequest> byAddress =
        wanted(
            "resource",
            text -> TokenRequest.forResource(URI.create(text)),
            "is no absolute URI without a fragment");
    Optional<TokenRequest> byName = wanted("audience", TokenRequest::forAudience, "is no one word");
    if (byAddress.isPresent() && byName.isPresent()) {
      settings.problem(key + ".audience", "stands beside resource, which names the API already");
    }
    TokenRequest named = byAddress.or(() -> byName).orElse(TokenRequest.standard());
    return wanted("scope", text -> named.scope(text.split("[ ,]+")), "lists what is no scope")
        .orElse(named);
  }

  private Optional<TokenRequest> wanted(
      String part, Function<String, TokenRequest> form, String complaint) {
    try {
      return settings.text(key + "." + part).map(form);
    } catch (IllegalArgumentException e) {
      settings.problem(key + "." + part, complaint);
      return Optional.empty();
    }
  }
}
