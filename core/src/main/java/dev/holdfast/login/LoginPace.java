package dev.holdfast.login;

import dev.holdfast.config.LoginPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many logins may begin in a minute, for one client address and for all: each costs a request
 * at the provider and a key. Per node; the addresses that were quiet for longest are forgotten
 * first. Thread-safe.
 */
public final class LoginPace {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final int perAddress;
  private final int overall;
  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();

  /** When each address will have its whole minute again. */
  private final Map<ClientAddress, Instant> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientAddress, Instant> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private Instant everybody = Instant.MIN;

  LoginPace(LoginPolicy logins, InstantSource time) {
    this.perAddress = logins.startsPerAddress();
    this.overall = logins.starts();
    this.time = time;
  }

  /** Counts one more login; empty if it may begin, else how long to wait for the next. */
  public Optional<Duration> next(String clientAddress) {
    ClientAddress address = ClientAddress.of(clientAddress);
    lock.lock();
    try {
      Instant now = time.instant();
      Instant ofAddress = whole(addresses.get(address), now, perAddress);
      Instant ofAll = whole(everybody, now, overall);
      Optional<Duration> wait = wait(ofAddress, now).or(() -> wait(ofAll, now));
      if (wait.isEmpty()) {
        addresses.put(address, ofAddress);
        everybody = ofAll;
      }
      return wait;
    } finally {
      lock.unlock();
    }
  }

  /**
   * When the minute is whole again after one more. A clock that was set back leaves times further
   * ahead than any count does; then counting begins anew.
   */
  private static Instant whole(@Nullable Instant before, Instant now, int most) {
    if (most == 0) {
      return now; // without limit
    }
    Instant from =
        before == null || before.isBefore(now) || before.isAfter(now.plus(WINDOW)) ? now : before;
    return from.plus(WINDOW.dividedBy(most));
  }

  private static Optional<Duration> wait(Instant whole, Instant now) {
    Duration beyond = Duration.between(now.plus(WINDOW), whole);
    return beyond.isNegative() || beyond.isZero() ? Optional.empty() : Optional.of(beyond);
  }
}
