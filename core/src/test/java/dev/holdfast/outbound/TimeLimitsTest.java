package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not done in time is ended, and nothing else. */
class TimeLimitsTest {
  private final TimeLimits limits = new TimeLimits();

  @AfterEach
  void close() {
    limits.close();
  }

  @Test
  void what_takes_too_long_is_ended() throws Exception {
    CompletableFuture<String> work = new CompletableFuture<>();
    limits.set(work, Duration.ofMillis(1), () -> work.complete("ended"));
    assertThat(work.get(10, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  @Test
  void what_is_done_in_time_is_left_alone() throws Exception {
    CompletableFuture<String> early = new CompletableFuture<>();
    CompletableFuture<String> ended = new CompletableFuture<>();
    limits.set(early, Duration.ofSeconds(2), () -> ended.complete("too late"));
    early.complete("done");
    CompletableFuture<String> later = new CompletableFuture<>();
    limits.set(later, Duration.ofMillis(2100), () -> later.complete("the other limit"));
    assertThat(later.get(10, TimeUnit.SECONDS)).isEqualTo("the other limit");
    assertThat(ended).isNotDone();
  }

  @Test
  void once_closed_there_is_no_time_left() {
    limits.close();
    CompletableFuture<String> work = new CompletableFuture<>();
    limits.set(work, Duration.ofHours(1), () -> work.complete("ended"));
    assertThat(work).isCompletedWithValue("ended");
  }
}
