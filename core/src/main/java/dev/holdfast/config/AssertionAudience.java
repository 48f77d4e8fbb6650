package dev.holdfast.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** For whom a client's assertion is made out. */
public enum AssertionAudience {
  /** The issuer: of no use to anybody else, whatever metadata say. */
  ISSUER,
  /**
   * The address that it is sent to, for providers that take no other. Metadata that name another
   * provider's endpoint could have it sent to where it is good (RFC 7523 as updated by RFC 10070).
   */
  ENDPOINT;

  /** Reads a setting; empty if it is not set. */
  static Optional<AssertionAudience> read(Settings settings, String name) {
    return settings
        .text(name)
        .map(any -> settings.choice(name, "issuer", List.of("issuer", "endpoint")))
        .map(word -> valueOf(word.toUpperCase(Locale.ROOT)));
  }
}
