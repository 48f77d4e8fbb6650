package dev.holdfast.config;

import java.util.List;
import java.util.Optional;

/** What the header of a client's assertion says that it is. */
public enum AssertionType {
  /** {@code client-authentication+jwt}, so that it can be taken for nothing else (RFC 10070 §4). */
  CLIENT_AUTHENTICATION,
  /** Nothing, for providers that refuse a {@code typ} they do not know. */
  NONE;

  /** Reads a setting; empty if it is not set. */
  static Optional<AssertionType> read(Settings settings, String name) {
    String usual = "client-authentication+jwt";
    return settings
        .text(name)
        .map(any -> settings.choice(name, usual, List.of(usual, "none")))
        .map(word -> word.equals("none") ? NONE : CLIENT_AUTHENTICATION);
  }
}
