package dev.holdfast.dpop;

import java.util.List;

/** What a server said no with, as far as a second chance depends on it. */
public sealed interface Refusal {

  /** Every value of the response's {@code DPoP-Nonce} header. */
  List<String> nonces();

  /**
   * The answer of a token, pushed authorization or revocation endpoint.
   *
   * @param error the {@code error} of its JSON body; empty text if there is none
   */
  record ByAuthorizationServer(int status, String error, List<String> nonces) implements Refusal {}

  /** The answer of an API or of the userinfo endpoint to a request that presented a token. */
  record ByResource(int status, List<Challenge> challenges, List<String> nonces, Body body)
      implements Refusal {}

  /** Can the request's body be sent a second time? */
  enum Body {
    REPEATABLE,
    SENT_ONCE
  }
}
