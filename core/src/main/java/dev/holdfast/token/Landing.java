package dev.holdfast.token;

import static dev.holdfast.token.TokenRefresher.PATIENCE;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where everybody waits for a flight. The first outcome counts. Thread-safe.
 *
 * @param <W> what a flight is for
 * @param <O> how it ends
 */
final class Landing<W, O> {
  private final W wish;
  private final CompletableFuture<O> outcome = new CompletableFuture<>();
  private volatile boolean unsaved;

  /** Where the flight for this wish will end. */
  Landing(W wish) {
    this.wish = wish;
  }

  /** What the flight was begun for. */
  W wish() {
    return wish;
  }

  /** The outcome; what is left to do concerns nobody who comes from now on. */
  void land(O how) {
    outcome.complete(how);
  }

  /** The outcome for now; until the flight is over, it is that of everybody who comes. */
  void landUnsaved(O how) {
    unsaved = true;
    outcome.complete(how);
  }

  /** The outcome so far. */
  Optional<O> outcome() {
    return Optional.ofNullable(outcome.getNow(null));
  }

  /** Whether who comes now needs a flight of their own. */
  boolean isOver() {
    return outcome.isDone() && !unsaved;
  }

  /**
   * Waits; empty if it takes longer than the caller, or anybody, has patience, or the caller is
   * interrupted, and stays so.
   */
  Optional<O> await(Duration patience) {
    Duration most = patience.compareTo(PATIENCE) < 0 ? patience : PATIENCE;
    try {
      return Optional.of(outcome.get(most.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a landing is never exceptional", e);
    }
  }
}
