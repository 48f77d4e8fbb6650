package dev.holdfast.provider;

import java.time.Duration;

/** Runs what can wait. Implementations are thread-safe. */
@FunctionalInterface
public interface Later {

  /**
   * Runs this after a while, beside the caller. False if it never will: everything is being
   * stopped. What still waits when it is stopped is forgotten.
   */
  boolean after(Duration wait, Runnable work);
}
