package dev.holdfast.dpop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a server said no with, as far as a second chance depends on it. */
public sealed interface Refusal {

  /** Every value of the response's {@code DPoP-Nonce} header. */
  List<String> nonces();

  /**
   * The answer of a token, pushed authorization or revocation endpoint.
   *
   * @param error the {@code error} of its JSON body; empty text if there is none
   */
  record ByAuthorizationServer(int status, String error, List<String> nonces, Clock clock)
      implements Refusal {}

  /** The answer of an API or of the userinfo endpoint to a request that presented a token. */
  record ByResource(
      int status, List<Challenge> challenges, List<String> nonces, Clock clock, Body body)
      implements Refusal {}

  /** Does the server's clock tell another time than the one the proof was dated by? */
  enum Clock {
    ALIKE,
    DIFFERENT;

    /** By what was learned from the refusal. */
    public static Clock by(Optional<Duration> learned) {
      return learned.isPresent() ? DIFFERENT : ALIKE;
    }
  }

  /** Can the request's body be sent a second time? */
  enum Body {
    REPEATABLE,
    SENT_ONCE
  }
}
