package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that are larger than anybody should keep, and readers that take their time. */
class RelayStreamingTest {
  private static final long SIZE = 64L * 1024 * 1024;

  /** More than all the sockets on the way may hold. */
  private static final long MOST_ON_THE_WAY = SIZE / 2;

  private static final Map<String, String> LIMITS =
      Map.of("methods", "GET POST", "max-request", "64MiB", "max-response", "64MiB");

  /** Writes bytes that tell their place, and counts what was taken. */
  private static void write(OutputStream out, AtomicLong written) throws IOException {
    byte[] block = new byte[8 * 1024];
    for (long at = 0; at < SIZE; at += block.length) {
      Arrays.fill(block, (byte) (at / block.length));
      out.write(block);
      written.addAndGet(block.length);
    }
    out.flush();
  }

  /** Reads them back; fails where one is not in its place. */
  private static long read(InputStream in) throws IOException {
    byte[] block = new byte[8 * 1024];
    long at = 0;
    while (at < SIZE) {
      int length = in.readNBytes(block, 0, block.length);
      byte expected = (byte) (at / block.length);
      for (int i = 0; i < length; i++) {
        if (block[i] != expected) {
          throw new IOException("byte " + (at + i) + " is in the wrong place");
        }
      }
      at += length;
      if (length < block.length) {
        return at;
      }
    }
    return at;
  }

  /** Waits until a number has not moved for a second. */
  private static long standstill(AtomicLong number) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long before = -1;
    while (before != number.get()) {
      before = number.get();
      assertThat(never.await(1, TimeUnit.SECONDS)).isFalse();
    }
    return before;
  }

  @Test
  void a_slow_reader_stops_the_api_from_being_read() throws Exception {
    AtomicLong written = new AtomicLong();
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  RawApi.sayLength(out, SIZE);
                  write(out, written);
                });
        RelayShop shop = RelayShop.open(api, LIMITS);
        RawBrowser browser = shop.raw()) {
      browser.ask("GET", "/api/orders");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + SIZE);
      assertThat(standstill(written)).isLessThan(MOST_ON_THE_WAY);

      assertThat(read(browser.in())).isEqualTo(SIZE);
      assertThat(written).hasValue(SIZE);
    }
  }

  @Test
  void a_slow_api_stops_the_browser_from_being_read() throws Exception {
    CountDownLatch mayRead = new CountDownLatch(1);
    CompletableFuture<Long> arrived = new CompletableFuture<>();
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  awaitQuietly(mayRead);
                  arrived.complete(read(in));
                  RawApi.sayLength(out, 2);
                  RawApi.say(out, "ok");
                });
        RelayShop shop = RelayShop.open(api, LIMITS);
        RawBrowser browser = shop.raw()) {
      browser.ask("POST", "/api/orders", "Content-Length: " + SIZE);
      AtomicLong written = new AtomicLong();
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  write(browser.out(), written);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(standstill(written)).isLessThan(MOST_ON_THE_WAY);

      mayRead.countDown();
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
      assertThat(arrived.get(30, TimeUnit.SECONDS)).isEqualTo(SIZE);
      assertThat(sent).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IOException("nobody let the API go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_comes_in_parts_arrives_in_parts() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  RawApi.sayHead(
                      out, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
                  RawApi.say(out, "9\r\ndata: 1\n\n\r\n");
                  awaitQuietly(goOn);
                  RawApi.say(out, "9\r\ndata: 2\n\n\r\n0\r\n\r\n");
                });
        RelayShop shop = RelayShop.open(api, LIMITS);
        RawBrowser browser = shop.raw()) {
      browser.ask("GET", "/api/orders", "Connection: close");
      assertThat(browser.head()).contains("text/event-stream");
      StringBuilder first = new StringBuilder();
      while (first.indexOf("data: 1\n\n") < 0) {
        first.append((char) browser.in().read());
      }
      goOn.countDown();
      assertThat(browser.rest()).contains("data: 2\n\n");
    }
  }
}
