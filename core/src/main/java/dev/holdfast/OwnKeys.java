package dev.holdfast;

import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that what one provider takes for this application's signature is of no use at another
 * (FAPI 2.0 Security Profile §6). Two clients of one issuer may have a key in common: nobody else
 * sees what it signs.
 */
final class OwnKeys {
  private final List<OidcConfig> before = new ArrayList<>();

  /** Problems go to {@code own}. */
  void check(Settings own, OidcConfig config) {
    keys(config)
        .forEach(
            (setting, keys) -> {
              if (keys.stream().anyMatch(key -> isKnownElsewhere(key, config))) {
                own.problem(setting, "is known to another provider too; give each one its own");
              }
            });
    before.add(config);
  }

  private boolean isKnownElsewhere(PrivateJwk key, OidcConfig config) {
    return before.stream()
        .filter(other -> !other.issuer().equals(config.issuer()))
        .flatMap(other -> keys(other).values().stream())
        .flatMap(List::stream)
        .anyMatch(key::isSameAs);
  }

  /** By the settings they come from. */
  private static Map<String, List<PrivateJwk>> keys(OidcConfig config) {
    ClientAuthentication login = config.clientAuthentication();
    Map<String, List<PrivateJwk>> keys = new LinkedHashMap<>();
    keys.put("client-key", login.signingKeys());
    for (NamedClient client : config.clients()) {
      if (!client.clientAuthentication().equals(login)) {
        keys.put(
            "client." + client.name() + ".client-key", client.clientAuthentication().signingKeys());
      }
    }
    return keys;
  }
}
