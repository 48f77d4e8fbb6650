package dev.holdfast.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether tokens must be bound to a DPoP key (RFC 9449). */
public enum DpopPolicy {
  /** A token that is not bound is refused: a failed login. */
  REQUIRED,
  /** Proofs are sent; a provider may answer with a Bearer token all the same. */
  PREFERRED,
  /** No key, no proof. */
  OFF;

  /** The policy that a setting names; empty if it is not set. */
  static Optional<DpopPolicy> read(Settings settings, String name) {
    return settings
        .text(name)
        .map(any -> settings.choice(name, "required", List.of("required", "preferred", "off")))
        .map(word -> valueOf(word.toUpperCase(Locale.ROOT)));
  }
}
