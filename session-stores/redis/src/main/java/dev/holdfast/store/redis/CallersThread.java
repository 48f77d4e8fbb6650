package dev.holdfast.store.redis;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs work at once, in the thread that asks for it: Jedis would start threads of its own. */
final class CallersThread extends AbstractExecutorService {

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  /** There is nothing to end. */
  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
