package dev.holdfast.dpop;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keys that take long to make, made ahead by one daemon thread. Each is handed out once. A full
 * pool rests; a closed one hands out what it has left.
 */
final class RsaKeyPool implements DpopKeySource {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BlockingQueue<DpopKey> ready;
  private final Thread maker;

  private RsaKeyPool(Supplier<DpopKey> make, int size) {
    ready = new ArrayBlockingQueue<>(size);
    maker = new Thread(() -> fill(make), "holdfast-dpop-keys");
    maker.setDaemon(true);
  }

  static RsaKeyPool start(Supplier<DpopKey> make, int size) {
    RsaKeyPool pool = new RsaKeyPool(make, size);
    pool.maker.start();
    return pool;
  }

  private void fill(Supplier<DpopKey> make) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ready.put(make.get());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public DpopKey key(KeyRequest request) {
    try {
      DpopKey key = ready.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (key == null) {
        throw new IllegalStateException("no DPoP key was ready within " + PATIENCE);
      }
      return key;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a DPoP key", e);
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    maker.interrupt();
  }
}
