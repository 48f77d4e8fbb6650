package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has tokens revoked later that the provider could not revoke at once: they still live (RFC 7009
 * §2.2.1). Each three times more, as late as the provider asks or else after 5, 25 and 60 seconds;
 * so many at once as fit in little memory.
 *
 * <p>A refresh token is spared once its user has logged in again here: many providers end with it
 * all that came of one session of theirs, and the new login may belong to the same. Thread-safe.
 */
final class RevocationRetries {
  private static final int MOST_TRIES = 3;
  private static final int MOST_WAITING = 256;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Later later;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<Token, Optional<String>> owners = new ConcurrentHashMap<>();

  RevocationRetries(Later later) {
    this.later = later;
  }

  /** Until it is spared or {@link #over}, this token is to be revoked; empty: of nobody known. */
  void begin(RefreshToken token, Optional<String> owner) {
    owners.put(token, owner);
  }

  /** Spares what is this user's, or may be. */
  void loggedIn(String subject) {
    owners.values().removeIf(owner -> owner.map(subject::equals).orElse(true));
  }

  boolean isSpared(Token token) {
    return token instanceof RefreshToken && !owners.containsKey(token);
  }

  /** It has been revoked or given up. */
  void over(Token token) {
    owners.remove(token);
  }

  /**
   * Whether {@code again} is going to run.
   *
   * @param why what the provider answered, or that it did not
   * @param failed how often it has been tried, this time included
   */
  boolean accept(ProviderRefusal why, int failed, Runnable again) {
    if (why.code() != ErrorCode.PROVIDER_UNAVAILABLE || failed > MOST_TRIES) {
      return false;
    }
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    boolean accepted = later.after(wait(why, failed), () -> run(again));
    if (!accepted) {
      waiting.decrementAndGet();
    }
    return accepted;
  }

  private void run(Runnable again) {
    waiting.decrementAndGet();
    again.run();
  }

  private static Duration wait(ProviderRefusal why, int failed) {
    Duration wait = FIRST_WAIT;
    for (int i = 1; i < failed; i++) {
      wait = wait.multipliedBy(5);
    }
    return why.retryAfter().orElse(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }
}
