package dev.holdfast.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Tells a session when the answer is complete that a request gives later. */
record AnswerEnd(RequestSession session) implements AsyncListener {

  @Override
  public void onComplete(AsyncEvent event) {
    session.answered();
  }

  /** An answer to that may still be given. */
  @Override
  public void onTimeout(AsyncEvent event) {}

  /** An answer to that may still be given. */
  @Override
  public void onError(AsyncEvent event) {}

  /** Listens to that too. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
