package dev.holdfast.demo.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Remembers ids that may be used once. Thread-safe; in memory, for one process. */
public final class SeenIds {
  private static final int PRUNE_ABOVE = 10_000;

  private final ConcurrentMap<String, Instant> forgetAt = new ConcurrentHashMap<>();
  private final InstantSource time;
  private final Duration memory;

  /**
   * @param memory how long an id stays known; at least as long as what carries it may live
   */
  public SeenIds(InstantSource time, Duration memory) {
    this.time = time;
    this.memory = memory;
  }

  /** True for the first caller with this id only. */
  public boolean firstUse(String id) {
    Instant now = time.instant();
    if (forgetAt.size() > PRUNE_ABOVE) {
      forgetAt.values().removeIf(end -> end.isBefore(now));
    }
    return forgetAt.putIfAbsent(id, now.plus(memory)) == null;
  }
}
