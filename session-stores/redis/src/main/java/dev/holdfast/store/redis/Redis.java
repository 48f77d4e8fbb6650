package dev.holdfast.store.redis;

import dev.holdfast.session.SessionStoreException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The way to Redis and back to it. It is opened by whoever needs it first, so that an application
 * starts without its Redis, and connections that an outage has broken are replaced.
 *
 * <p>Thread-safe. Nothing of a key or a value is in the exceptions thrown here.
 */
final class Redis implements AutoCloseable {
  private static final Pattern REASON =
      Pattern.compile(
          "\\b(OOM|READONLY|LOADING|BUSY|MISCONF|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|CROSSSLOT|TRYAGAIN"
              + "|NOAUTH|NOPERM|WRONGPASS|WRONGTYPE)\\b");

  /** How many time limits a piece of work of many trips may take. */
  static final int PATIENT_CALLS = 20;

  private final Supplier<Link> links;
  private final Duration limit;
  private final Events events = new Events();
  private final Reachability reachability = new Reachability();
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Link link;
  private volatile boolean closed;

  Redis(Supplier<Link> links, Duration limit) {
    this.links = links;
    this.limit = limit;
  }

  /** By a client that somebody else has made, and will close. */
  static Redis by(UnifiedJedis client) {
    return new Redis(() -> Link.borrowed(client), Duration.ofSeconds(1));
  }

  /** How long a piece of work of many trips may take. */
  Duration patience() {
    return limit.multipliedBy(PATIENT_CALLS);
  }

  /** Opens the way now, if it can be; an outage is logged and nothing else. */
  void start() {
    try {
      link();
    } catch (JedisException e) {
      lost(reachability.now(), e);
    }
  }

  /** Runs what may run twice: if the connection broke, once more on a new one. */
  <T> T call(Function<UnifiedJedis, T> command) {
    return guarded(
        () -> {
          Link current = link();
          try {
            return command.apply(current.client());
          } catch (JedisConnectionException e) {
            if (timedOut(e)) {
              throw e;
            }
            current.dropIdle();
            return command.apply(current.client());
          }
        });
  }

  /** Runs what would answer differently the second time. */
  <T> T callOnce(Function<UnifiedJedis, T> command) {
    return guarded(() -> command.apply(link().client()));
  }

  private <T> T guarded(Supplier<T> work) {
    Reachability.Phase begun = reachability.now();
    try {
      T answer = work.get();
      reachability.answered(begun);
      return answer;
    } catch (JedisDataException e) {
      throw refused(e);
    } catch (JedisException e) {
      lost(begun, e);
      throw new SessionStoreException("Redis did not answer", e);
    }
  }

  /** Redis repeats arguments in some of its errors, so only words that are known are passed on. */
  private static SessionStoreException refused(JedisDataException e) {
    Matcher reason = REASON.matcher(String.valueOf(e.getMessage()));
    return new SessionStoreException(
        "Redis refused a command: " + (reason.find() ? reason.group() : "ERR"));
  }

  private void lost(Reachability.Phase begun, JedisException why) {
    Link current = link;
    if (current != null) {
      current.dropIdle();
    }
    reachability.failed(begun, why);
  }

  private static boolean timedOut(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private Link link() {
    Link current = link;
    return current != null ? current : open();
  }

  private Link open() {
    if (!acquired()) {
      throw new JedisException("others are still waiting for the first answer");
    }
    try {
      Link current = link;
      if (current == null) {
        current = opened();
        link = current;
      }
      return current;
    } finally {
      opening.unlock();
    }
  }

  private boolean acquired() {
    try {
      return opening.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A link that has shown to lead somewhere. */
  private Link opened() {
    if (closed) {
      throw new JedisException("the store is closed");
    }
    Link fresh = links.get();
    try {
      fresh.evictionPolicies().stream()
          .filter(policy -> !policy.equals("noeviction"))
          .forEach(events::evicts);
      return fresh;
    } catch (JedisException e) {
      fresh.close();
      throw e;
    }
  }

  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      Link current = link;
      link = null;
      if (current != null) {
        current.close();
      }
    } finally {
      opening.unlock();
    }
  }
}
