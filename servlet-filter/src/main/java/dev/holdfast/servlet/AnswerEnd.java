package dev.holdfast.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Tells the cookies of an answer when it is complete, if a request gives it later. */
record AnswerEnd(ResponseCookies cookies) implements AsyncListener {

  @Override
  public void onComplete(AsyncEvent event) {
    cookies.close();
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
