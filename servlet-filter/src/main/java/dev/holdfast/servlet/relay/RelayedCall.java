package dev.holdfast.servlet.relay;

import dev.holdfast.outbound.DiscardedBody;
import dev.holdfast.servlet.relay.AnswerRules.RequestTraits;
import dev.holdfast.servlet.relay.AnswerRules.Verdict;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to an API and back. It asks, then it answers, then it is over; whoever moves
 * it on alone decides what the browser gets. Waits for nothing, on no thread.
 */
final class RelayedCall {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private enum Phase {
    ASKING,
    ANSWERING,
    OVER
  }

  private final RelayTask task;
  private final AsyncContext async;
  private final Outflow out;
  private final @Nullable Inflow in;
  private final Events events = new Events();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ASKING);
  private final AtomicBoolean completed = new AtomicBoolean();
  private volatile boolean sentOnce;
  private volatile boolean abandoned;
  private volatile @Nullable CompletableFuture<?> exchange;
  private volatile @Nullable AnswerBody answer;

  RelayedCall(RelayTask task, AsyncContext async) throws IOException {
    this.task = task;
    this.async = async;
    this.out = new Outflow(task.response().getOutputStream());
    this.in = task.hasBody() ? task.inflow() : null;
  }

  /** To be called on the container's thread, which is free then. */
  void start() {
    async.setTimeout(task.deadline().remaining().plus(GRACE).toMillis()); // ours comes first
    async.addListener(new AsyncEnd(this::gone, this::stuck, this::completed));
    CompletionStage<Void> written = out.written();
    written.whenComplete((all, failure) -> written(failure));
    out.start();
    Inflow inflow = in;
    if (inflow == null) {
      send(RequestBody.NONE);
    } else {
      task.deadline().limit(inflow.body()).whenComplete(this::gathered);
      inflow.start();
    }
  }

  private void gathered(@Nullable RequestBody body, @Nullable Throwable failure) {
    if (body != null) {
      send(body);
    } else if (failure != null) {
      failed(failure);
    }
  }

  private void send(RequestBody body) {
    sentOnce = body.isSentOnce();
    HttpRequest request = task.apiRequest().with(body, task.deadline().remaining());
    try {
      CompletableFuture<?> sent = task.client().sendAsync(request, this::receive);
      exchange = sent;
      CompletionStage<?> received = sent;
      received.whenComplete((nothing, failure) -> failed(failure));
      if (abandoned) {
        sent.cancel(true); // the browser went between the sending and the note
      }
    } catch (IllegalArgumentException e) {
      failed(e);
    }
  }

  private BodySubscriber<Void> receive(ResponseInfo info) {
    RequestTraits traits =
        new RequestTraits(
            task.apiRequest().method().equals("HEAD"), sentOnce, task.caller().isTokenBound());
    Verdict verdict = task.rules(traits).judge(info);
    if (verdict instanceof Verdict.Replace replace) {
      refuse(replace.refusal());
    } else if (phase.compareAndSet(Phase.ASKING, Phase.ANSWERING)) {
      if (verdict instanceof Verdict.Pass pass) {
        return pass(pass.head());
      }
      ((Verdict.Lead) verdict).head().write(task.response(), task.route());
      out.finish();
    }
    return new DiscardedBody<>(task.deadline().limits());
  }

  private BodySubscriber<Void> pass(AnswerHead head) {
    AnswerBody body = new AnswerBody(out, task.route().limits().response(), this::cut);
    answer = body;
    head.write(task.response(), task.route());
    task.deadline().limit(out.written());
    if (head.length().isEmpty() && head.type().isPresent()) {
      out.flush();
    }
    return body;
  }

  /** Before an answer, the browser gets another one; after its head, only silence is left. */
  private void failed(@Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    Throwable cause = Failures.cause(failure);
    Throwable browser = in == null ? null : in.broken();
    if (phase.get() == Phase.ANSWERING) {
      cut(cause);
    } else if (browser != null && !(browser instanceof BodyTooLargeException)) {
      gone(browser);
    } else {
      refuse(Failures.refusal(browser == null ? cause : browser));
    }
  }

  private void refuse(Refusal refusal) {
    if (phase.compareAndSet(Phase.ASKING, Phase.OVER)) {
      byte[] body =
          task.refusals().head(task.response(), refusal, task.route().name(), task.caller());
      out.take(List.of(ByteBuffer.wrap(body)), () -> {});
      out.finish();
      stopReading();
    }
  }

  private void written(@Nullable Throwable failure) {
    if (failure == null) {
      phase.set(Phase.OVER);
      complete();
    } else if (failure instanceof TimeoutException) {
      cut(failure);
    } else {
      gone(failure);
    }
  }

  /** The answer will not be complete, and the browser must not take it for complete. */
  private void cut(Throwable why) {
    if (phase.compareAndSet(Phase.ANSWERING, Phase.OVER)) {
      events.cutOff(task.route(), why);
      stopAll();
      out.endWith(this::breakOff);
    }
  }

  private void breakOff() {
    try {
      Interruption.of(task.request()).carryOut(async);
    } catch (IllegalStateException e) {
      events.abandoned(task.route(), e); // the container was faster
    }
  }

  /** Nobody waits for an answer any more. */
  private void gone(Throwable why) {
    if (phase.getAndSet(Phase.OVER) != Phase.OVER) {
      events.abandoned(task.route(), why);
    }
    stopAll();
    out.endWith(this::complete);
  }

  private void stopReading() {
    Inflow inflow = in;
    if (inflow != null) {
      inflow.stop();
    }
  }

  private void stopAll() {
    abandoned = true;
    stopReading();
    AnswerBody body = answer;
    CompletableFuture<?> call = exchange;
    if (body != null) {
      body.cancel();
    } else if (call != null) {
      call.cancel(true);
    }
  }

  private void complete() {
    if (completed.compareAndSet(false, true)) {
      try {
        async.complete();
      } catch (IllegalStateException e) {
        events.abandoned(task.route(), e); // the container was faster
      }
    }
  }

  /** Nothing here ended it in time. The container makes an error of it, or breaks it off. */
  private void stuck() {
    phase.set(Phase.OVER);
    events.stuck(task.route());
    stopAll();
  }

  /** The container has ended it, after us or by itself. */
  private void completed() {
    completed.set(true);
    if (phase.get() != Phase.OVER) {
      gone(new IOException("the container ended the request"));
    }
  }
}
