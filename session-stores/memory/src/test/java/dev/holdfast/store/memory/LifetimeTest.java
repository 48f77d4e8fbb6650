package dev.holdfast.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000000001Z");
  private static final Lifetime<String, Mortal> LIFETIME = new Lifetime<>();

  private static long left(Instant until) {
    return LIFETIME.expireAfterCreate("key", () -> until, Lifetime.nanos(NOW));
  }

  @Test
  void a_life_is_counted_to_the_nanosecond() {
    assertThat(left(NOW.plusNanos(1))).isEqualTo(1);
    assertThat(left(NOW.plus(Duration.ofHours(8)))).isEqualTo(Duration.ofHours(8).toNanos());
  }

  @Test
  void what_is_over_has_no_time_left() {
    assertThat(left(NOW)).isZero();
    assertThat(left(NOW.minusNanos(1))).isZero();
    assertThat(left(Instant.EPOCH.minusNanos(1))).isZero();
    assertThat(left(Instant.MIN)).isZero();
  }

  @Test
  void what_never_ends_has_centuries_left() {
    assertThat(left(Instant.MAX)).isGreaterThan(Duration.ofDays(200 * 365).toNanos());
    assertThat(left(Instant.ofEpochSecond(0, Long.MAX_VALUE)))
        .isGreaterThan(Duration.ofDays(200 * 365).toNanos());
  }
}
