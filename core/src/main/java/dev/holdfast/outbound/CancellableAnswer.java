package dev.holdfast.outbound;

import java.util.concurrent.CompletableFuture;

/**
 * What an asynchronous call returns. Cancelling it, or a stage made from it, also cancels the
 * exchange under way, as with the platform's client.
 */
final class CancellableAnswer<T> extends CompletableFuture<T> {
  private final Runnable cancelExchange;

  CancellableAnswer(Runnable cancelExchange) {
    this.cancelExchange = cancelExchange;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && mayInterruptIfRunning) {
      cancelExchange.run();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CancellableAnswer<>(cancelExchange);
  }
}
