package dev.holdfast.config;

import java.util.List;
import java.util.Set;

/** Which rules of a security profile apply on top of the standards. */
public enum Profile {
  /** None. */
  DEFAULT,
  /**
   * The FAPI 2.0 Security Profile: pushed requests, {@code iss} in every answer, bound tokens,
   * client authentication by key, and a short list of algorithms.
   */
  FAPI2;

  /** What may sign under FAPI 2.0 (§5.4.1). */
  static final Set<String> FAPI_ALGORITHMS = Set.of("PS256", "ES256", "EdDSA", "Ed25519");

  static Profile read(Settings settings) {
    return switch (settings.choice("profile", "default", List.of("default", "fapi2"))) {
      case "fapi2" -> FAPI2;
      default -> DEFAULT;
    };
  }

  /** Whether FAPI 2.0 applies. */
  public boolean isFapi() {
    return this != DEFAULT;
  }
}
