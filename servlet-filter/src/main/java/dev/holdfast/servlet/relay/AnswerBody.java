package dev.holdfast.servlet.relay;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An API's answer on its way to the browser; the API is read as fast as the browser takes it. */
final class AnswerBody implements BodySubscriber<Void> {
  private final Outflow browser;
  private final long most;
  private final Consumer<Throwable> broken;
  private final CompletableFuture<Void> received = new CompletableFuture<>();
  private volatile @Nullable Subscription api;
  private volatile boolean cancelled;
  private volatile boolean ended;
  private long count;

  /**
   * A body to pass on.
   *
   * @param most bytes that may pass
   * @param broken is told, once, why the answer will not become complete
   */
  AnswerBody(Outflow browser, long most, Consumer<Throwable> broken) {
    this.browser = browser;
    this.most = most;
    this.broken = broken;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return received;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    api = subscription;
    if (cancelled) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    Subscription more = api;
    part.forEach(buffer -> count += buffer.remaining());
    if (count > most) {
      broken.accept(new BodyTooLargeException(most));
    } else if (more != null && !cancelled) {
      browser.take(part, () -> more.request(1));
    }
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
    received.completeExceptionally(failure);
    broken.accept(failure);
  }

  @Override
  public void onComplete() {
    ended = true; // from now on the connection may be another call's
    received.complete(null);
    browser.finish();
  }

  /** Reads no further, and lets the API notice. */
  void cancel() {
    cancelled = true;
    Subscription subscription = api;
    if (subscription != null && !ended) {
      subscription.cancel();
    }
    received.cancel(false);
  }
}
