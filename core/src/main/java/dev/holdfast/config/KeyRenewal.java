package dev.holdfast.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When a session gets another DPoP key. */
public enum KeyRenewal {
  /** With the next login only. */
  LOGIN,
  /**
   * Whenever the login's own access token is renewed, so that a stolen key is soon worth nothing.
   * The refresh token is bound to the client instead (RFC 9449 §5).
   */
  REFRESH;

  /** Reads a setting; empty if it is not set. */
  static Optional<KeyRenewal> read(Settings settings, String name) {
    return settings
        .text(name)
        .map(any -> settings.choice(name, "login", List.of("login", "refresh")))
        .map(word -> valueOf(word.toUpperCase(Locale.ROOT)));
  }
}
