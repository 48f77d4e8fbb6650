package dev.holdfast.store.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Many threads doing the same at the same moment. */
final class Race {
  static final int RACERS = 32;
  private static final long PATIENCE_SECONDS = 60;

  private Race() {}

  /** What each racer brought home; the first failure of any of them fails the race. */
  static <T> List<T> run(IntFunction<T> racer) {
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    try {
      CyclicBarrier start = new CyclicBarrier(RACERS);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return racer.apply(number);
                }));
      }
      return results(running);
    } finally {
      threads.shutdownNow();
    }
  }

  /** How many racers were told yes. */
  static long winners(IntFunction<Boolean> racer) {
    return run(racer).stream().filter(won -> won).count();
  }

  private static <T> List<T> results(List<Future<T>> running) {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : running) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the race was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a racer failed", e);
    }
    return results;
  }
}
