package dev.holdfast.config;

/** Which DPoP key a login or a client's own token gets, as far as settings can say it. */
public sealed interface DpopKeyChoice {

  /** The algorithm that the key signs with. */
  DpopAlgorithm algorithm();

  /**
   * A fresh key pair for each login.
   *
   * @param renewal when the session that follows gets another
   */
  record PerSession(DpopAlgorithm algorithm, KeyRenewal renewal) implements DpopKeyChoice {

    /** The same key for as long as the session lives. */
    public PerSession(DpopAlgorithm algorithm) {
      this(algorithm, KeyRenewal.LOGIN);
    }
  }

  /** Whether a session gets another key whenever its token is renewed. */
  default boolean isRenewedAtRefresh() {
    return this instanceof PerSession own && own.renewal() == KeyRenewal.REFRESH;
  }

  /** A fresh key pair for each token of a named client; it lives as long as the token. */
  record PerToken(DpopAlgorithm algorithm) implements DpopKeyChoice {}

  /** One configured key for all sessions, or for all tokens of a named client. */
  record Configured(PrivateJwk key, DpopAlgorithm algorithm) implements DpopKeyChoice {}
}
