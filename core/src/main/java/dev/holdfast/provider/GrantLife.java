package dev.holdfast.provider;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long what a user granted can still be renewed, as far as a token answer tells: by Keycloak's
 * own member, and by those of draft-ietf-oauth-refresh-token-expiration. They are hints. Whoever
 * sends none, zero (Keycloak, for a token without an end) or nonsense has said nothing.
 */
final class GrantLife {
  private static final Duration LONGEST = Duration.ofDays(365);

  private GrantLife() {}

  /** The shortest of those told. */
  static Optional<Duration> read(Map<String, Object> members) {
    return Stream.of("refresh_expires_in", "refresh_token_timeout", "authorization_expires_in")
        .flatMap(name -> seconds(members.get(name)))
        .min(Comparator.naturalOrder());
  }

  private static Stream<Duration> seconds(@Nullable Object value) {
    long seconds =
        value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : 0;
    return seconds > 0
        ? Stream.of(Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())))
        : Stream.empty();
  }
}
