package dev.holdfast.outbound;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long. It has one thread of its own, which ends when idle: the JDK's would
 * hold on to the classes of an application after its end. Thread-safe.
 */
public final class TimeLimits implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "holdfast-time-limits");
            thread.setDaemon(true);
            return thread;
          });

  /** Limits that can be set until {@link #close}. */
  public TimeLimits() {
    timer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs {@code end} unless {@code work} is done by then.
   *
   * @param end short, since the limits of others wait for it
   */
  public void set(CompletionStage<?> work, Duration limit, Runnable end) {
    try {
      ScheduledFuture<?> due = timer.schedule(end, limit.toMillis(), TimeUnit.MILLISECONDS);
      work.whenComplete((done, failed) -> due.cancel(false));
    } catch (RejectedExecutionException e) {
      end.run(); // everything is being stopped
    }
  }

  /** Stops the thread. Limits that were set are not kept any more; new ones are reached at once. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
