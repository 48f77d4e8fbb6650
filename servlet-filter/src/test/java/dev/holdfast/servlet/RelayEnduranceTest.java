package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.NonceMode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand calls leave nothing behind: no connection, no thread, no memory, no nonce. */
class RelayEnduranceTest {
  private static final int TABS = 64;
  private static final int ROUNDS = 10;
  private static final int CALLS_OF_A_TAB = 10_000 / TABS / ROUNDS + 1;
  private static final int CALLS = TABS * CALLS_OF_A_TAB;

  private static final Map<String, String> PATIENT =
      Map.of("methods", "GET POST", "time-limit", "5m");

  /**
   * The client's pool has as many as steps of calls overlap, which a busy machine lets be several a
   * call, and keeps them for a minute. A leak would be of thousands.
   */
  private static final int MORE_THREADS = 6 * TABS;

  /** The API of this test remembers every proof, of 700 bytes each. */
  private static final long MORE_HEAP = 16L * 1024 * 1024;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES) // a machine with much else to do
  void ten_thousand_calls_on_64_connections_leave_nothing_behind() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(TABS);
    List<RawBrowser> tabs = new ArrayList<>();
    try (RelayShop shop = RelayShop.open(PATIENT)) {
      shop.api().nonces(NonceMode.ROTATING);
      for (int i = 0; i < TABS; i++) {
        tabs.add(shop.raw());
      }
      round(shop, workers, tabs);
      long heapBefore = heapInUse();
      int threadsBefore = threads();
      for (int round = 1; round < ROUNDS; round++) {
        shop.api().rotateNonce();
        round(shop, workers, tabs);
      }
      assertThat(threads()).isLessThanOrEqualTo(threadsBefore + MORE_THREADS);
      assertThat(heapInUse()).isLessThan(heapBefore + MORE_HEAP);
      assertThat(shop.api().connectionsEver()).isLessThanOrEqualTo(2 * TABS);
    } finally {
      workers.shutdownNow();
      for (RawBrowser tab : tabs) {
        tab.close();
      }
    }
  }

  /** A new nonce costs each call that is under way one more request, and no later one. */
  private static void round(RelayShop shop, ExecutorService workers, List<RawBrowser> tabs)
      throws Exception {
    List<Future<?>> ends = new ArrayList<>();
    for (RawBrowser tab : tabs) {
      ends.add(workers.submit(() -> calls(tab)));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    assertThat(shop.api().requests()).hasSizeBetween(CALLS, CALLS + TABS);
    shop.api().forgetRequests();
  }

  private static boolean calls(RawBrowser tab) throws IOException {
    for (int i = 0; i < CALLS_OF_A_TAB; i++) {
      boolean post = i % 4 == 0;
      int status = tab.call(post ? "POST" : "GET", "/api/orders/" + i, post ? "{}" : "");
      assertThat(status).isEqualTo(200);
    }
    return true;
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long heapInUse() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
