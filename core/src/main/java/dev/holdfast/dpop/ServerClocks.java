package dev.holdfast.dpop;

import dev.holdfast.transport.Origin;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far servers' clocks are from ours, as far as one of them has refused a proof for it. Proofs
 * are dated by the clock of who will read them. Only differences that a proof could suffer from are
 * believed: from five seconds to five minutes. Bounded; thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-11.1">RFC 9449 §11.1</a>
 */
public final class ServerClocks {
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int CAPACITY = 1000;

  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Origin, Duration> ahead =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Duration> eldest) {
          return size() > CAPACITY;
        }
      };

  /** Clocks as seen from this one; all alike at first. */
  public ServerClocks(InstantSource time) {
    this.time = time;
  }

  /** What time it is at the server, as far as we know. */
  Instant now(Origin server) {
    return time.instant().plus(aheadOf(server));
  }

  private Duration aheadOf(Origin server) {
    lock.lock();
    try {
      return ahead.getOrDefault(server, Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the server's time out of an answer that refuses a proof.
   *
   * @param dates every {@code Date} of the answer
   * @return how far ahead of ours its clock is, if that is something else than proofs have been
   *     dated by; a further proof is then worth a try
   */
  public Optional<Duration> learn(Origin server, List<String> dates) {
    Optional<Duration> difference =
        dates.size() == 1 && isTrusted(server) ? difference(dates.get(0)) : Optional.empty();
    lock.lock();
    try {
      return difference.filter(found -> isNews(server, found));
    } finally {
      lock.unlock();
    }
  }

  /** Nobody between us and the server has written the date. */
  private static boolean isTrusted(Origin server) {
    return server.scheme().equals("https") || server.isLoopback();
  }

  private Optional<Duration> difference(String date) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(time.instant(), there))
          .filter(found -> found.abs().compareTo(MOST) <= 0);
    } catch (DateTimeException e) {
      return Optional.empty(); // no date, so that nothing is known
    }
  }

  private boolean isNews(Origin server, Duration found) {
    Duration change = found.minus(ahead.getOrDefault(server, Duration.ZERO));
    boolean news = change.abs().compareTo(LEAST) >= 0;
    if (news) {
      ahead.put(server, found);
    }
    return news;
  }
}
