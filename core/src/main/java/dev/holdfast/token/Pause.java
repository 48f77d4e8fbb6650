package dev.holdfast.token;

import java.time.Duration;

/** Waits between two looks at something that another node is doing. */
@FunctionalInterface
public interface Pause {

  /** Blocks for about this long. */
  void rest(Duration duration) throws InterruptedException;
}
