package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page with many parts asks for the token of one session many times at once. */
class ManyThreadsTest {
  private static final int THREADS = 64;

  /** Longer than 64 answers take on a slow machine: they must not see a second end. */
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(8);

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie", "h2"})
  @DisplayName(
      "64 requests on an ended token make one refresh, and all are answered alike (REF-02)")
  void one_refresh_serves_all(String store) throws Exception {
    try (OwnProviderDemo demo = Demos.start(store, TOKEN_LIFE)) {
      Visitor visitor = new Visitor(demo.origin());
      visitor.logIn("alice", "/orders");
      Instant ended = InstantSource.system().instant().plus(TOKEN_LIFE);
      Until.holds("the token has ended", () -> InstantSource.system().instant().isAfter(ended));
      demo.provider().requests().clear();

      Callable<Page> call = () -> visitor.browser().get("/orders");
      List<Future<Page>> answers = threads.invokeAll(Collections.nCopies(THREADS, call));

      Page first = answers.get(0).get();
      for (Future<Page> answer : answers) {
        assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(200);
        assertThat(answer.get().body()).isEqualTo(first.body());
      }
      assertThat(demo.provider().requests().refreshes())
          .filteredOn(refresh -> !refresh.answer().nonceDemanded())
          .hasSize(1);
      assertThat(visitor.json("/account").get("sub").asText()).isEqualTo("alice");
    } finally {
      threads.shutdownNow();
    }
  }
}
