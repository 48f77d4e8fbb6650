package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void calls_beyond_the_threads_wait_for_their_turn_and_none_is_lost_on_closing() {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch token = new CountDownLatch(1);
    Workers workers = new Workers();
    for (int i = 0; i < 500; i++) {
      workers
          .calls()
          .execute(
              () -> {
                await(token);
                done.incrementAndGet();
              });
    }
    workers.flights().execute(token::countDown);

    workers.close();

    assertThat(done).hasValue(500);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
