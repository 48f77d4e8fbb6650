package dev.holdfast.outbound;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Reads a body to nowhere, so that its connection can be used again; one that is long or slow is
 * cut off instead. A failure on the way is no failure: nobody wanted the body.
 */
public final class DiscardedBody<T> implements BodySubscriber<T> {
  private static final long MOST_BYTES = 16 * 1024;
  private static final Duration MOST_TIME = Duration.ofMillis(500);

  private final CompletableFuture<T> done = new CompletableFuture<>();
  private volatile boolean ended;
  private long read;

  /** For one answer. */
  public DiscardedBody(TimeLimits limits) {
    limits.set(done, MOST_TIME, () -> done.complete(null));
  }

  @Override
  public CompletionStage<T> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    getBody().whenComplete((nothing, never) -> cutOff(subscription));
    subscription.request(Long.MAX_VALUE);
  }

  private void cutOff(Subscription subscription) {
    if (!ended) {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(buffer -> read += buffer.remaining());
    if (read > MOST_BYTES) {
      done.complete(null);
    }
  }

  @Override
  public void onError(Throwable broken) {
    ended = true;
    done.complete(null);
  }

  @Override
  public void onComplete() {
    ended = true;
    done.complete(null);
  }
}
