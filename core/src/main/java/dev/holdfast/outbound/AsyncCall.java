package dev.holdfast.outbound;

import dev.holdfast.dpop.RetryPlan.NextStep;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A call that nobody waits for. Whatever may block, or sends, runs on the executor of the setup and
 * never on a thread of the delegate.
 */
final class AsyncCall<T> {
  private final OutboundSetup setup;
  private final OutboundCall call;
  private final BodyHandler<T> own;
  private final @Nullable PushPromiseHandler<T> ownPushes;
  private final CancellableAnswer<HttpResponse<T>> result = new CancellableAnswer<>(this::cancel);
  private volatile boolean cancelled;
  private volatile @Nullable CompletableFuture<?> exchange;

  /** Makes the next attempt; may block. */
  @FunctionalInterface
  private interface Signing {
    Attempt next() throws IOException;
  }

  AsyncCall(
      OutboundSetup setup,
      OutboundCall call,
      BodyHandler<T> own,
      @Nullable PushPromiseHandler<T> ownPushes) {
    this.setup = setup;
    this.call = call;
    this.own = own;
    this.ownPushes = ownPushes;
  }

  /**
   * Begins; fails with what {@link OutboundCall} throws.
   *
   * @param whenOver runs once nothing of the call is under way any more
   */
  CompletableFuture<HttpResponse<T>> start(Runnable whenOver) {
    CompletionStage<HttpResponse<T>> work = attempt(call::first);
    work.whenComplete(
        (response, failure) -> {
          whenOver.run();
          if (failure == null) {
            result.complete(response);
          } else {
            result.completeExceptionally(cause(failure));
          }
        });
    return result;
  }

  private CompletableFuture<HttpResponse<T>> attempt(Signing signing) {
    CompletableFuture<Signing> turn = new CompletableFuture<>();
    CompletableFuture<HttpResponse<T>> sent = turn.thenCompose(this::send);
    try {
      setup.executor().execute(() -> turn.complete(signing));
    } catch (RejectedExecutionException e) {
      call.events().tooManyCalls(call.request().origin());
      turn.completeExceptionally(
          new IOException("too many calls wait already, or all is being stopped", e));
    }
    return sent;
  }

  private CompletableFuture<HttpResponse<T>> send(Signing signing) {
    if (result.isDone()) {
      return CompletableFuture.failedFuture(new CancellationException());
    }
    try {
      Answer<T> answer = new Answer<>(signing.next(), own, setup.limits());
      CompletableFuture<HttpResponse<T>> sent = underWay(answer);
      return sent.thenCompose(received -> received(answer, received));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<HttpResponse<T>> received(Answer<T> answer, HttpResponse<T> received) {
    NextStep step = answer.next();
    return step == NextStep.GIVE_UP
        ? CompletableFuture.completedFuture(answer.last(received))
        : attempt(() -> call.after(answer.attempt(), step));
  }

  private CompletableFuture<HttpResponse<T>> underWay(Answer<T> answer) {
    if (cancelled) {
      return CompletableFuture.failedFuture(new CancellationException());
    }
    CompletableFuture<HttpResponse<T>> sent =
        setup.delegate().sendAsync(answer.attempt().wire(), answer, answer.pushes(ownPushes));
    exchange = sent;
    if (cancelled) {
      sent.cancel(true); // it came between the first look and the note
    }
    return sent;
  }

  private void cancel() {
    cancelled = true;
    CompletableFuture<?> current = exchange;
    if (current != null) {
      current.cancel(true);
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
