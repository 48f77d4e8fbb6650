package dev.holdfast;

import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.StoreOperation;
import dev.holdfast.event.StoreOutcome;
import dev.holdfast.jfr.StoreCallEvent;
import dev.holdfast.session.RecordTooLargeException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Measures calls to one store, while a recording runs or somebody listens. Thread-safe. */
final class StoreCalls {
  private final Listeners listeners;
  private final String backEnd;

  StoreCalls(Listeners listeners, Object store) {
    this.listeners = listeners;
    Class<?> kind = store.getClass();
    this.backEnd = kind.isAnonymousClass() ? kind.getName() : kind.getSimpleName();
  }

  /** A call that has always done what it was asked for, unless it throws. */
  <T> T done(StoreOperation operation, Supplier<T> call) {
    return made(operation, call, answer -> true);
  }

  /** A call; {@code done} tells of its answer whether it has done what it was asked for. */
  <T> T made(StoreOperation operation, Supplier<T> call, Predicate<T> done) {
    StoreCallEvent recorded = new StoreCallEvent();
    if (!recorded.isEnabled() && !listeners.hearCalls()) {
      return call.get();
    }
    long start = listeners.nanoTime();
    recorded.begin();
    StoreOutcome outcome = StoreOutcome.FAILED;
    try {
      T answer = call.get();
      outcome = done.test(answer) ? StoreOutcome.DONE : StoreOutcome.NOT_DONE;
      return answer;
    } catch (RecordTooLargeException e) {
      outcome = StoreOutcome.TOO_LARGE;
      throw e;
    } finally {
      recorded.end();
      record(recorded, operation, outcome);
      tell(operation, outcome, start);
    }
  }

  private void record(StoreCallEvent recorded, StoreOperation operation, StoreOutcome outcome) {
    if (recorded.shouldCommit()) {
      recorded.registration = listeners.registration();
      recorded.backEnd = backEnd;
      recorded.operation = operation.toString();
      recorded.outcome = outcome.toString();
      recorded.commit();
    }
  }

  private void tell(StoreOperation operation, StoreOutcome outcome, long start) {
    if (listeners.hearCalls()) {
      listeners.tell(
          new OidcEvent.StoreCalled(
              listeners.registration(), backEnd, operation, outcome, listeners.since(start)));
    }
  }
}
