package dev.holdfast.outbound;

import dev.holdfast.dpop.RetryPlan.NextStep;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * Receives the answer to one attempt. The caller's handler sees it only if it is the last one; a
 * refusal that leads to another attempt is read to nowhere.
 */
final class Answer<T> implements BodyHandler<T> {
  private final Attempt attempt;
  private final BodyHandler<T> own;
  private final TimeLimits limits;
  private volatile NextStep next = NextStep.GIVE_UP;

  Answer(Attempt attempt, BodyHandler<T> own, TimeLimits limits) {
    this.attempt = attempt;
    this.own = own;
    this.limits = limits;
  }

  @Override
  public BodySubscriber<T> apply(ResponseInfo head) {
    NextStep step = attempt.judge(head);
    next = step;
    return step == NextStep.GIVE_UP ? own.apply(head) : new DiscardedBody<>(limits);
  }

  Attempt attempt() {
    return attempt;
  }

  /** What to do after it; known once the answer is there. */
  NextStep next() {
    return next;
  }

  /** The answer as the caller sees it. */
  HttpResponse<T> last(HttpResponse<T> received) {
    return new OwnResponse<>(received, attempt.request().own());
  }

  /** The caller's handler of pushed answers, which is told of the caller's request, not of ours. */
  @Nullable PushPromiseHandler<T> pushes(@Nullable PushPromiseHandler<T> ownPushes) {
    return ownPushes == null
        ? null
        : (initiating, promised, acceptor) ->
            ownPushes.applyPushPromise(attempt.request().own(), promised, acceptor);
  }
}
