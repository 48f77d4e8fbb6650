package dev.holdfast.servlet.relay;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.function.Consumer;

/** Tells a call what the container does with its request. */
final class AsyncEnd implements AsyncListener {
  private final Consumer<Throwable> failed;
  private final Runnable timedOut;
  private final Runnable completed;

  AsyncEnd(Consumer<Throwable> failed, Runnable timedOut, Runnable completed) {
    this.failed = failed;
    this.timedOut = timedOut;
    this.completed = completed;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    completed.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    timedOut.run();
  }

  @Override
  public void onError(AsyncEvent event) {
    Throwable why = event.getThrowable();
    failed.accept(why == null ? new IOException("the container gave up") : why);
  }

  /** A dispatch that interrupts an answer begins nothing new. */
  @Override
  public void onStartAsync(AsyncEvent event) {}
}
