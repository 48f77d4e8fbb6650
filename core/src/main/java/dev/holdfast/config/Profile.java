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
  FAPI2,
  /**
   * The same with FAPI 2.0 Message Signing: signed requests (RFC 9101), pushed, and signed answers
   * (JARM).
   */
  FAPI2_MESSAGE_SIGNING;

  /** What may sign under FAPI 2.0 (§5.4.1). */
  static final Set<String> FAPI_ALGORITHMS = Set.of("PS256", "ES256", "EdDSA", "Ed25519");

  static Profile read(Settings settings) {
    List<String> words = List.of("default", "fapi2", "fapi2-message-signing");
    return switch (settings.choice("profile", "default", words)) {
      case "fapi2" -> FAPI2;
      case "fapi2-message-signing" -> FAPI2_MESSAGE_SIGNING;
      default -> DEFAULT;
    };
  }

  /** Whether requests and answers are signed. */
  public boolean signsMessages() {
    return this == FAPI2_MESSAGE_SIGNING;
  }

  /** Whether FAPI 2.0 applies. */
  public boolean isFapi() {
    return this != DEFAULT;
  }
}
