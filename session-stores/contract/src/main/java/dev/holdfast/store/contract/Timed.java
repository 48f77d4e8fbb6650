package dev.holdfast.store.contract;

import java.time.Duration;
import java.time.Instant;

/** The clock by which a store lets things end: one that was injected, or its server's own. */
public interface Timed {

  /** The present by that clock. */
  Instant now();

  /**
   * Makes so much time pass for what the store keeps: moves an injected clock, or sets back the
   * ends of what a server keeps.
   */
  void advance(Duration by);

  /**
   * How close before its end something is certain to live still. A clock that stands still can be
   * exact; with a server's own clock, allow for the time a case takes.
   */
  default Duration margin() {
    return Duration.ofMillis(1);
  }
}
