package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.outbound.WarningPace.Warning;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarningPaceTest {
  private static final Origin ORDERS = Origin.of(URI.create("https://orders.example"));
  private static final Origin STOCK = Origin.of(URI.create("https://stock.example"));

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE);
  private final WarningPace pace = new WarningPace(clock::get);

  @Test
  void a_warning_is_given_once_a_minute() {
    assertThat(pace.isDue(Warning.NEW_TOKEN_REFUSED, ORDERS)).isTrue();
    assertThat(pace.isDue(Warning.NEW_TOKEN_REFUSED, ORDERS)).isFalse();
    clock.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
    assertThat(pace.isDue(Warning.NEW_TOKEN_REFUSED, ORDERS)).isFalse();
    clock.addAndGet(1);
    assertThat(pace.isDue(Warning.NEW_TOKEN_REFUSED, ORDERS)).isTrue();
  }

  @Test
  void another_api_and_another_warning_have_a_minute_of_their_own() {
    assertThat(pace.isDue(Warning.NEW_TOKEN_REFUSED, ORDERS)).isTrue();
    assertThat(pace.isDue(Warning.NEW_TOKEN_REFUSED, STOCK)).isTrue();
    assertThat(pace.isDue(Warning.TOO_MANY_CALLS, ORDERS)).isTrue();
  }
}
