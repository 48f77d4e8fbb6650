package dev.holdfast.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * The flights of this node, one at a time for each owner. A flight belongs to its owner, not to the
 * caller that began it: it goes on if that one waits no longer. Thread-safe.
 *
 * @param <W> what a flight is for
 * @param <O> how it ends
 */
final class Flights<W, O> {
  private final Executor executor;
  private final ConcurrentMap<String, Landing<W, O>> underWay = new ConcurrentHashMap<>();

  Flights(Executor executor) {
    this.executor = executor;
  }

  /**
   * Joins the owner's flight, or begins one. Does not wait.
   *
   * @param unfinished the outcome of a flight that comes to none
   */
  Landing<W, O> join(
      String owner, W wish, O unfinished, Function<Landing<W, O>, ? extends Flight> flight) {
    Landing<W, O> mine = new Landing<>(wish);
    Landing<W, O> landing =
        underWay.merge(owner, mine, (theirs, ours) -> theirs.isOver() ? ours : theirs);
    if (landing == mine) {
      begin(flight.apply(mine), () -> over(owner, mine, unfinished));
    }
    return landing;
  }

  private void begin(Flight flight, Runnable whenOver) {
    try {
      executor.execute(
          () -> {
            try {
              flight.run();
            } finally {
              whenOver.run();
            }
          });
    } catch (RejectedExecutionException e) {
      flight.rejected();
      whenOver.run();
    }
  }

  private void over(String owner, Landing<W, O> landing, O unfinished) {
    underWay.remove(owner, landing);
    landing.land(unfinished);
  }
}
