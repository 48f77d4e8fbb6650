package dev.holdfast;

import dev.holdfast.outbound.TimeLimits;
import dev.holdfast.provider.Later;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that work beside requests. They are few, end when idle, and keep no process alive.
 */
final class Workers implements Later, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast");
  private static final int MOST_FLIGHTS = 64;
  private static final int MOST_BACKGROUND = 4;
  private static final int MOST_CALLS = 64;
  private static final int LONGEST_BACKGROUND_QUEUE = 256;
  private static final int LONGEST_CALL_QUEUE = 4096;

  /** What a request to the provider may take, and then the save. */
  private static final Duration LAST_FLIGHTS = Duration.ofSeconds(12);

  private static final Duration LAST_OTHERS = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ExecutorService flights =
      pool("holdfast-refresh-", MOST_FLIGHTS, new SynchronousQueue<>());
  private final ExecutorService calls =
      pool("holdfast-call-", MOST_CALLS, new LinkedBlockingQueue<>(LONGEST_CALL_QUEUE));
  private final ExecutorService background =
      pool(
          "holdfast-background-",
          MOST_BACKGROUND,
          new ArrayBlockingQueue<>(LONGEST_BACKGROUND_QUEUE));

  private final TimeLimits limits = new TimeLimits();

  /** One thread: what a provider could not do at once it is not asked for from several sides. */
  private final ScheduledThreadPoolExecutor later = later();

  private static ScheduledThreadPoolExecutor later() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, threads("holdfast-later-"));
    timer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  private static ExecutorService pool(String name, int most, BlockingQueue<Runnable> queue) {
    int core = queue instanceof SynchronousQueue ? 0 : most;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            core, most, IDLE.toMillis(), TimeUnit.MILLISECONDS, queue, threads(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(Workers::unforeseen);
      return thread;
    };
  }

  private static void unforeseen(Thread failed, Throwable why) {
    LOG.error("{} failed in a way nobody foresaw", failed.getName(), why);
  }

  @Override
  public boolean after(Duration wait, Runnable work) {
    try {
      return !later
          .schedule(() -> watched(work), wait.toMillis(), TimeUnit.MILLISECONDS)
          .isCancelled();
    } catch (RejectedExecutionException e) {
      return false; // closed
    }
  }

  /** What a scheduled task throws would be kept where nobody looks. */
  private static void watched(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      unforeseen(Thread.currentThread(), e);
    }
  }

  /** Runs refreshes: at once, or refuses. */
  ExecutorService flights() {
    return flights;
  }

  /**
   * Runs the asynchronous calls of users' HTTP clients while they wait for a token; many wait for
   * their turn.
   */
  ExecutorService calls() {
    return calls;
  }

  /** Cuts off what takes too long. */
  TimeLimits limits() {
    return limits;
  }

  /** Runs what nobody waits for: revocations, refreshed metadata and keys. */
  ExecutorService background() {
    return background;
  }

  /**
   * Lets refreshes end, since what they bring cannot be asked for again, then the calls that waited
   * for them, then the rest. An interrupted caller waits for nothing.
   */
  @Override
  public void close() {
    stop(flights, LAST_FLIGHTS);
    List<Runnable> left = stop(calls, LAST_OTHERS);
    left.forEach(Runnable::run); // without refreshes they end at once, and somebody waits for them
    List<Runnable> forgotten = new ArrayList<>(stop(background, LAST_OTHERS));
    forgotten.addAll(later.shutdownNow());
    limits.close();
    if (!forgotten.isEmpty()) {
      LOG.info("stopped with {} revocations or refreshed keys still to do", forgotten.size());
    }
  }

  /** Waits. */
  static void rest(Duration duration) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    if (never) {
      throw new IllegalStateException("nobody counts this latch down");
    }
  }

  /** Answers what was never begun. */
  private static List<Runnable> stop(ExecutorService pool, Duration patience) {
    pool.shutdown();
    try {
      if (pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return List.of();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return pool.shutdownNow();
  }
}
