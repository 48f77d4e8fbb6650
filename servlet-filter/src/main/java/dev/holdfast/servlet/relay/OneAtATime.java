package dev.holdfast.servlet.relay;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time do a piece of work; who comes meanwhile leaves it to that one, which
 * then does it once more. Nobody waits. What the work writes, its next round sees.
 */
final class OneAtATime {
  private final AtomicInteger wanted = new AtomicInteger();
  private final Runnable work;

  /**
   * Work that looks for itself what there is to do.
   *
   * @param work must not throw
   */
  OneAtATime(Runnable work) {
    this.work = work;
  }

  void run() {
    if (wanted.getAndIncrement() != 0) {
      return;
    }
    int done = 1;
    do {
      work.run();
      done = wanted.addAndGet(-done);
    } while (done != 0);
  }
}
