package dev.holdfast.servlet.relay;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is read while it is sent, and so can be sent only once. Signals are given by
 * one thread at a time; requests for more come from any.
 */
final class StreamedBody implements Publisher<ByteBuffer>, Subscription {
  private final Runnable wanted;
  private final AtomicReference<@Nullable Subscriber<? super ByteBuffer>> api =
      new AtomicReference<>();
  private final AtomicLong demand = new AtomicLong();
  private volatile boolean over;

  /**
   * A body that nobody has asked for yet.
   *
   * @param wanted runs whenever more of it is
   */
  StreamedBody(Runnable wanted) {
    this.wanted = wanted;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    if (api.compareAndSet(null, subscriber)) {
      subscriber.onSubscribe(this);
    } else {
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(new IllegalStateException("this body was sent already"));
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      fail(new IllegalArgumentException("nothing was asked for"));
      return;
    }
    demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
    wanted.run();
  }

  @Override
  public void cancel() {
    over = true;
  }

  boolean isWanted() {
    return !over && demand.get() > 0;
  }

  void next(ByteBuffer part) {
    Subscriber<? super ByteBuffer> subscriber = api.get();
    if (subscriber != null) {
      demand.decrementAndGet();
      subscriber.onNext(part);
    }
  }

  void end() {
    Subscriber<? super ByteBuffer> subscriber = api.get();
    if (subscriber != null && !over) {
      over = true;
      subscriber.onComplete();
    }
  }

  /** Tells why there will be no end; if nobody listens yet, they hear it when they ask. */
  void fail(Throwable why) {
    Subscriber<? super ByteBuffer> subscriber = api.get();
    if (subscriber != null && !over) {
      over = true;
      subscriber.onError(why);
    }
  }

  /** For a second subscriber, who gets nothing. */
  private static final class Nothing implements Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
