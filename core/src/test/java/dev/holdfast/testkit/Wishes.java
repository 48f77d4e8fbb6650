package dev.holdfast.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What a test asked for: once, or until told otherwise. Thread-safe. */
final class Wishes<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<T> once = new ArrayList<>();
  private final List<T> lasting = new ArrayList<>();

  void add(T wish, boolean onlyOnce) {
    lock.lock();
    try {
      (onlyOnce ? once : lasting).add(wish);
    } finally {
      lock.unlock();
    }
  }

  /** Every lasting wish that fits, and then the oldest of the others, which is spent by this. */
  List<T> take(Predicate<T> fits) {
    lock.lock();
    try {
      List<T> taken = new ArrayList<>(lasting.stream().filter(fits).toList());
      Optional<T> next = once.stream().filter(fits).findFirst();
      next.ifPresent(once::remove);
      next.ifPresent(taken::add);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      once.clear();
      lasting.clear();
    } finally {
      lock.unlock();
    }
  }
}
