package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import java.util.Optional;

/** How it ends to want a client's token. */
sealed interface ClientOutcome {
  /** There is one. */
  record Has(ClientToken token) implements ClientOutcome {}

  /** There is none for now. */
  record Lacks(TokenResult.TryLater later) implements ClientOutcome {}

  /** Somebody is at it and has not finished. */
  static ClientOutcome pending() {
    return later(ErrorCode.RENEWAL_PENDING);
  }

  /** There is none for now, for this reason. */
  static ClientOutcome later(ErrorCode why) {
    return new Lacks(new TokenResult.TryLater(why, Optional.empty()));
  }

  /** The same for an application; never that somebody has to log in. */
  default TokenResult result() {
    return this instanceof Has has
        ? new TokenResult.Available(has.token().shown())
        : ((Lacks) this).later();
  }
}
