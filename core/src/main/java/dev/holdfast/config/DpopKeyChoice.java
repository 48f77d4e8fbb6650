package dev.holdfast.config;

/** Which DPoP key a login gets, as far as settings can say it. */
public sealed interface DpopKeyChoice {

  /** A fresh key pair for each login. */
  record PerSession(DpopAlgorithm algorithm) implements DpopKeyChoice {}

  /** One configured key for all sessions. */
  record Configured(PrivateJwk key, DpopAlgorithm algorithm) implements DpopKeyChoice {}
}
