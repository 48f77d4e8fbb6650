package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits long for a body that nobody wants. */
@NullUnmarked
class DiscardedBodyTest {
  private final TimeLimits limits = new TimeLimits();
  private final DiscardedBody<String> body = new DiscardedBody<>(limits);
  private final Source source = new Source();

  private static final class Source implements Subscription {
    final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    long requested;

    @Override
    public void request(long items) {
      requested += items;
    }

    @Override
    public void cancel() {
      cancelled.complete(null);
    }
  }

  @AfterEach
  void close() {
    limits.close();
  }

  private boolean isDone() {
    return body.getBody().toCompletableFuture().isDone();
  }

  @Test
  void a_short_body_is_read_to_its_end() {
    body.onSubscribe(source);
    body.onNext(List.of(ByteBuffer.allocate(16 * 1024)));
    assertThat(isDone()).isFalse();
    body.onComplete();

    assertThat(isDone()).isTrue();
    assertThat(source.requested).isPositive();
    assertThat(source.cancelled).isNotDone();
  }

  @Test
  void a_long_body_is_cut_off() {
    body.onSubscribe(source);
    body.onNext(List.of(ByteBuffer.allocate(16 * 1024), ByteBuffer.allocate(1)));

    assertThat(isDone()).isTrue();
    assertThat(source.cancelled).isDone();
  }

  @Test
  void a_slow_body_is_cut_off() throws Exception {
    body.onSubscribe(source);

    source.cancelled.get(20, TimeUnit.SECONDS);

    assertThat(isDone()).isTrue();
  }

  @Test
  void a_broken_body_is_no_failure() {
    body.onSubscribe(source);
    body.onError(new IOException("reset"));

    assertThat(body.getBody().toCompletableFuture()).isCompletedWithValue(null);
    assertThat(source.cancelled).isNotDone();
  }
}
