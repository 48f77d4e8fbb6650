package dev.holdfast.servlet.relay;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * Reads a short body to nowhere, so that its connection can be used again; one that is long or slow
 * is cut off. How it ends is of no interest.
 */
final class UnwantedBody implements BodySubscriber<Void> {
  private static final long MOST_BYTES = 16 * 1024;
  private static final long MOST_MILLIS = 500;

  private final CompletableFuture<Void> over =
      new CompletableFuture<Void>().completeOnTimeout(null, MOST_MILLIS, TimeUnit.MILLISECONDS);
  private volatile boolean ended;
  private long count;

  @Override
  public CompletionStage<Void> getBody() {
    return over;
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
  public void onNext(List<ByteBuffer> part) {
    part.forEach(buffer -> count += buffer.remaining());
    if (count > MOST_BYTES) {
      over.complete(null);
    }
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
    over.complete(null);
  }

  @Override
  public void onComplete() {
    ended = true;
    over.complete(null);
  }
}
