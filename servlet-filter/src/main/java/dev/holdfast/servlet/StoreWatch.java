package dev.holdfast.servlet;

import dev.holdfast.event.Listeners;
import dev.holdfast.session.SessionStoreException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Watches how the stores do: operators hear once when they stop answering and once when they answer
 * again, and {@link StorePause} keeps those who only read from waiting meanwhile. What is to be
 * changed is always tried. Thread-safe.
 *
 * <p>Work changes only the state in which it began, so neither an answer from before an outage ends
 * it, nor does a failure that comes late begin another. Stores that can be read but not written
 * answer again when something was written.
 */
final class StoreWatch {
  private enum Health {
    WELL,
    NOT_WRITABLE,
    SILENT
  }

  /**
   * Compared by identity: each time of health or illness is another one.
   *
   * @param since when the outage began, by the monotonic clock
   */
  private record Phase(Health health, long since) {}

  private final Listeners listeners;
  private final Announcements announcements;
  private final StorePause pause;
  private final AtomicReference<Phase> now = new AtomicReference<>(new Phase(Health.WELL, 0));

  StoreWatch(Listeners listeners) {
    this.listeners = listeners;
    this.announcements = new Announcements(listeners);
    this.pause = new StorePause(listeners::nanoTime);
  }

  /**
   * Looks something up. What was not found proves nothing: not for every cookie is a store asked.
   *
   * @throws SessionStoreException if the store does not answer; at once if it has not for a while
   */
  <T> Optional<T> reading(Supplier<Optional<T>> look) {
    StorePause.Turn turn = pause.begin();
    Consumer<StorePause.Turn> end = pause::failed;
    try {
      Optional<T> found = readingToChange(look);
      end = found.isPresent() ? pause::answered : pause::unknown;
      return found;
    } finally {
      end.accept(turn);
    }
  }

  /** The same for what is about to be changed: always tried. */
  <T> Optional<T> readingToChange(Supplier<Optional<T>> look) {
    Phase before = phase();
    Optional<T> found = watched(look, before, Health.SILENT);
    if (found.isPresent() && before.health() == Health.SILENT) {
      recovered(before);
    }
    return found;
  }

  /** Changes something in a store for certain. */
  void writing(Runnable change) {
    writing(
        () -> {
          change.run();
          return true;
        },
        written -> true);
  }

  /** Changes something; {@code proof} tells of an answer whether a store has taken the change. */
  <T> T writing(Supplier<T> change, Predicate<T> proof) {
    Phase before = phase();
    T answer = watched(change, before, Health.NOT_WRITABLE);
    if (before.health() != Health.WELL && proof.test(answer)) {
      recovered(before);
      pause.changed();
    }
    return answer;
  }

  private Phase phase() {
    return Objects.requireNonNull(now.get(), "there is always one");
  }

  private <T> T watched(Supplier<T> work, Phase before, Health afterFailure) {
    try {
      return work.get();
    } catch (SessionStoreException e) {
      failed(before, afterFailure, e);
      throw e;
    }
  }

  private void failed(Phase before, Health after, SessionStoreException why) {
    boolean begins = before.health() == Health.WELL;
    Phase next = new Phase(after, begins ? listeners.nanoTime() : before.since());
    boolean worse = after.compareTo(before.health()) > 0;
    if (worse && now.compareAndSet(before, next) && begins) {
      announcements.storeSilent(why);
    }
  }

  private void recovered(Phase before) {
    if (now.compareAndSet(before, new Phase(Health.WELL, 0))) {
      announcements.storeAnswers(listeners.since(before.since()));
    }
  }
}
