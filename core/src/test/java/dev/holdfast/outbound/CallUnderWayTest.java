package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.NonceMode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between the parts of a call: time, threads, cancellation, closing. */
@NullUnmarked
class CallUnderWayTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Shop shop = Shop.open();
  private final WatchedClient delegate = new WatchedClient();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(work -> new Thread(work, "worker"));
  private final SigningHttpClient client = shop.client(delegate, workers, System::nanoTime);

  @AfterEach
  void close() {
    workers.shutdownNow();
    shop.close();
  }

  private HttpRequest order() {
    return shop.order("/orders").build();
  }

  private CompletableFuture<HttpResponse<String>> begin() {
    return client.sendAsync(order(), BodyHandlers.ofString());
  }

  /** A clock that is asked once when a call begins, and twice for each of its requests. */
  private static Iterator<Long> ticks(long... nanos) {
    return Arrays.stream(nanos).iterator();
  }

  @Test
  void the_repetition_gets_what_is_left_of_the_time_limit() throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    Iterator<Long> clock = ticks(0, SECOND, SECOND, 4 * SECOND, 4 * SECOND);
    SigningHttpClient timed = shop.client(delegate, workers, clock::next);

    timed.send(
        shop.order("/orders").timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());

    assertThat(delegate.requests)
        .extracting(sent -> sent.timeout().orElseThrow())
        .containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(6));
  }

  @Test
  void nothing_is_repeated_after_the_time_limit() {
    shop.api.nonces(NonceMode.ROTATING);
    HttpRequest request = shop.order("/orders").timeout(Duration.ofSeconds(10)).build();
    SigningHttpClient timed =
        shop.client(delegate, workers, ticks(0, SECOND, SECOND, 10 * SECOND)::next);
    SigningHttpClient timedToo =
        shop.client(delegate, workers, ticks(0, SECOND, SECOND, 10 * SECOND)::next);

    assertThatThrownBy(() -> timed.send(request, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> timedToo.sendAsync(request, BodyHandlers.ofString()).get())
        .hasCauseInstanceOf(HttpTimeoutException.class);
    assertThat(delegate.requests).hasSize(2);
  }

  @Test
  void every_request_of_an_asynchronous_call_leaves_from_the_executor() throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    shop.api.refuseNextToken();

    assertThat(begin().get().statusCode()).isEqualTo(200);

    assertThat(delegate.threads).extracting(Thread::getName).containsOnly("worker");
    assertThat(delegate.requests).hasSize(3);
  }

  @Test
  void a_handler_of_pushed_answers_is_told_of_the_callers_own_request() throws Exception {
    HttpRequest own = order();
    CompletableFuture<HttpRequest> told = new CompletableFuture<>();
    client
        .sendAsync(
            own,
            BodyHandlers.ofString(),
            (initiating, promised, acceptor) -> told.complete(initiating))
        .get();

    delegate.pushes.applyPushPromise(delegate.requests.get(0), own, unused -> null);

    assertThat(delegate.requests.get(0)).isNotSameAs(own);
    assertThat(told).isCompletedWithValue(own);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void an_executor_that_refuses_fails_the_call(int accepted) {
    shop.api.nonces(NonceMode.ROTATING);
    AtomicInteger places = new AtomicInteger(accepted);
    SigningHttpClient crowded =
        shop.client(
            delegate,
            work -> {
              if (places.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("full");
              }
              workers.execute(work);
            },
            System::nanoTime);

    assertThatThrownBy(() -> crowded.sendAsync(order(), BodyHandlers.ofString()).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("too many");
    assertThat(delegate.requests).hasSize(accepted);
  }

  @Test
  void five_hundred_calls_in_one_loop_all_succeed() throws Exception {
    HttpClient shared = shop.client();
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(() -> shared.sendAsync(order(), BodyHandlers.ofString()))
            .limit(500)
            .toList();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_time_limit_covers_the_wait_for_a_token_which_comes_for_others(Way way) throws Exception {
    shop.time.advance(Duration.ofMinutes(5));
    HttpRequest hasty = shop.order("/orders").timeout(Duration.ofMillis(100)).build();
    CompletableFuture<HttpResponse<String>> patient;
    try (Gate gate = shop.provider.hold(Endpoint.TOKEN)) {
      patient = begin();
      gate.awaitArrivals(1);

      assertThatThrownBy(() -> way.call(client, hasty)).isInstanceOf(HttpTimeoutException.class);
      assertThat(patient).isNotDone();
    }

    assertThat(patient.get().statusCode()).isEqualTo(200);
    assertThat(shop.refreshes()).isEqualTo(1);
    assertThat(delegate.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancelling_ends_the_exchange_under_way(boolean bySomethingMadeOfIt) {
    try (Gate gate = shop.api.hold()) {
      CompletableFuture<HttpResponse<String>> answer = begin();
      CompletableFuture<Integer> status = answer.thenApply(HttpResponse::statusCode);
      gate.awaitArrivals(1);

      assertThat((bySomethingMadeOfIt ? status : answer).cancel(true)).isTrue();

      assertThatThrownBy(answer::join).isInstanceOf(RuntimeException.class);
      Eventually.holds(
          "its one exchange is over",
          () -> delegate.exchanges.size() == 1 && delegate.exchanges.get(0).isDone());
      assertThat(answer).isCancelled();
    }
    assertThat(delegate.requests).hasSize(1);
  }

  @Test
  void a_call_cancelled_before_it_has_a_token_sends_nothing() throws Exception {
    CountDownLatch mayRun = new CountDownLatch(1);
    CompletableFuture<Void> ran = new CompletableFuture<>();
    SigningHttpClient slow =
        shop.client(
            delegate,
            work ->
                workers.execute(
                    () -> {
                      await(mayRun);
                      work.run();
                      ran.complete(null);
                    }),
            System::nanoTime);

    CompletableFuture<HttpResponse<String>> answer =
        slow.sendAsync(order(), BodyHandlers.ofString());
    answer.cancel(true);
    mayRun.countDown();
    ran.get();

    assertThat(delegate.requests).isEmpty();
    slow.shutdown();
    assertThat(slow.isTerminated()).isTrue();
  }

  @Test
  void a_closed_client_refuses_calls_and_leaves_the_shared_one_alone() throws Exception {
    client.close();

    assertThatThrownBy(() -> client.send(order(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> begin().get()).hasCauseInstanceOf(IOException.class);
    SigningHttpClient another = shop.client(delegate, workers, System::nanoTime);
    assertThat(another.send(order(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void closing_waits_for_the_calls_under_way() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    try (Gate gate = shop.api.hold()) {
      answer = begin();
      gate.awaitArrivals(1);
      client.shutdownNow();
      assertThat(client.isTerminated()).isFalse();
      assertThat(client.awaitTermination(Duration.ofMillis(1))).isFalse();
    }
    client.close();
    assertThat(client.isTerminated()).isTrue();
    assertThat(client.awaitTermination(Duration.ZERO)).isTrue();
    assertThat(answer.get().statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("DPN-07: calls side by side need one more request each at most")
  void parallel_calls_of_both_kinds_settle_with_one_repetition_each() throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(this::begin).limit(32).toList();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    assertThat(shop.api.requests()).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void what_the_delegate_is_set_to_can_be_asked() {
    assertThat(client.followRedirects()).isEqualTo(delegate.followRedirects());
    assertThat(client.connectTimeout()).isEqualTo(delegate.connectTimeout());
    assertThat(client.version()).isEqualTo(delegate.version());
    assertThat(client.cookieHandler()).isEmpty();
    assertThat(client.authenticator()).isEmpty();
    assertThat(client.proxy()).isEqualTo(delegate.proxy());
    assertThat(client.executor()).isEqualTo(delegate.executor());
    assertThat(client.sslContext()).isSameAs(delegate.sslContext());
    assertThat(client.sslParameters().getProtocols())
        .isEqualTo(delegate.sslParameters().getProtocols());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
