package dev.holdfast.config;

/** Whether tokens must be bound to the session's DPoP key (RFC 9449). */
public enum DpopPolicy {
  /** A token that is not bound is a failed login. */
  REQUIRED,
  /** Proofs are sent; a provider may answer with a Bearer token all the same. */
  PREFERRED,
  /** No key, no proof. */
  OFF
}
