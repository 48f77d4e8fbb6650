package dev.holdfast.demo.proof;

import java.time.Duration;

/**
 * Whether a server demands nonces in proofs.
 *
 * @param window how long a nonce is accepted after it was given out; zero when none is wanted
 */
public record NoncePolicy(boolean wanted, Duration window) {

  /** Proofs need no nonce. */
  public static NoncePolicy off() {
    return new NoncePolicy(false, Duration.ZERO);
  }

  /** Each answer brings a new nonce; an earlier one stays good this long. */
  public static NoncePolicy wantedFor(Duration window) {
    return new NoncePolicy(true, window);
  }
}
