package dev.holdfast.token;

import dev.holdfast.provider.AccessToken;
import java.time.Duration;
import java.time.Instant;

/**
 * When a token is renewed: ahead of its end, at a moment that differs from owner to owner, so that
 * many that began together do not come back together.
 *
 * @param ahead how long before its end a token is renewed at the earliest, but never more than a
 *     tenth of its life
 */
record RenewalTime(Duration ahead) {
  /** Below this nobody gets a token that is being renewed: it may end on its way to an API. */
  private static final Duration TOO_SHORT = Duration.ofSeconds(10);

  private static final int SLICES = 1024;

  /** How much good a token still is. */
  enum Age {
    /** Good. */
    FRESH,
    /** Good, and to be renewed beside whoever uses it meanwhile. */
    AGEING,
    /** To be renewed before anybody uses it. */
    USED_UP
  }

  Age age(AccessToken token, String owner, Instant now) {
    return token
        .expiresAt()
        .map(end -> age(token.obtainedAt(), end, owner, now))
        .orElse(Age.FRESH); // an API will say when it is over
  }

  Age age(Instant obtainedAt, Instant end, String owner, Instant now) {
    Duration lead = lead(Duration.between(obtainedAt, end), owner);
    if (now.isBefore(end.minus(lead))) {
      return Age.FRESH;
    }
    return now.isBefore(end.minus(shorter(TOO_SHORT, lead.dividedBy(2))))
        ? Age.AGEING
        : Age.USED_UP;
  }

  /** Between two thirds of the time ahead and all of it. */
  private Duration lead(Duration life, String owner) {
    Duration most = shorter(ahead, life.dividedBy(10));
    long slice = Math.floorMod(owner.hashCode(), SLICES);
    return most.minus(most.dividedBy(3).multipliedBy(slice).dividedBy(SLICES));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
