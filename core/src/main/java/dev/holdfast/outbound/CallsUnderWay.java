package dev.holdfast.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls of one client, so that it can be closed without closing what it shares. */
final class CallsUnderWay {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int count;
  private boolean shut;

  void begin() throws IOException {
    lock.lock();
    try {
      if (shut) {
        throw new IOException("this HTTP client is closed");
      }
      count++;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      count--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses every later call. */
  void shut() {
    lock.lock();
    try {
      shut = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOver() {
    lock.lock();
    try {
      return shut && count == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@link #isOver}. */
  void awaitOver() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!(shut && count == 0)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@link #isOver}; false if that takes longer than {@code patience}. */
  boolean awaitOver(Duration patience) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.convert(patience);
    lock.lockInterruptibly();
    try {
      while (!(shut && count == 0)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
