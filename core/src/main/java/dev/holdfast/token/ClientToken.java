package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A token of a client's own, with what is needed to present it.
 *
 * @param key what it is bound to; empty for a Bearer token
 */
record ClientToken(AccessToken access, Optional<DpopKey> key) {
  /** So long a token is used whose provider does not say when it ends. */
  private static final Duration WITHOUT_END = Duration.ofHours(1);

  /** When it is used no longer. */
  Instant end() {
    return access.expiresAt().orElseGet(() -> access.obtainedAt().plus(WITHOUT_END));
  }

  /**
   * Whether the other will do at least as well. A record keeps times to the second; a token that
   * the provider gives again is as new as its latest answer.
   */
  boolean isNoNewerThan(ClientToken other) {
    Instant otherBegan = other.access.obtainedAt().truncatedTo(ChronoUnit.SECONDS);
    return access.obtainedAt().isBefore(otherBegan)
        || (access.value().equals(other.access.value())
            && !access.obtainedAt().isAfter(other.access.obtainedAt()));
  }

  /** The same if it is another than the one before; else with the key that it was bound to then. */
  ClientToken after(ClientToken before) {
    boolean same = access.value().equals(before.access.value());
    return same && access.bound() == before.access.bound()
        ? new ClientToken(access, before.key)
        : this;
  }

  /** The token as an application sees it. */
  UserAccessToken shown() {
    return Tokens.of(key, access);
  }
}
