package dev.holdfast.token;

import static dev.holdfast.token.TokenRefresher.PATIENCE;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where everybody waits for a flight. The first outcome counts. Thread-safe. */
final class Landing {
  private final Wish wish;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile boolean unsaved;

  /** Where the flight for this wish will end. */
  Landing(Wish wish) {
    this.wish = wish;
  }

  /** Whether how this flight ends is also how one for the other wish would. */
  boolean covers(Wish other) {
    return wish.covers(other);
  }

  /** The outcome; what is left to do concerns nobody who comes from now on. */
  void land(Outcome how) {
    outcome.complete(how);
  }

  /** The outcome for now; until the flight is over, it is that of everybody who comes. */
  void landUnsaved(Outcome how) {
    unsaved = true;
    outcome.complete(how);
  }

  /** Whether who comes now needs a flight of their own. */
  boolean isOver() {
    return outcome.isDone() && !unsaved;
  }

  /** Waits; empty if it takes longer than the caller, or anybody, has patience. */
  Optional<Outcome> await(Duration patience) throws InterruptedException {
    Duration most = patience.compareTo(PATIENCE) < 0 ? patience : PATIENCE;
    try {
      return Optional.of(outcome.get(most.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a landing is never exceptional", e);
    }
  }
}
