package dev.holdfast.testkit;

/** Ways to sign an ID token that a client must not accept. */
public enum Forgery {
  /** A key the provider never published, under the published key id. */
  OTHER_KEY,
  /** {@code alg=none} and no signature. */
  NONE,
  /** HMAC with the published public key as the secret (RFC 8725 §2.1). */
  HS256_WITH_PUBLIC_KEY,
  /** The right key, one bit of the signature changed. */
  BROKEN_SIGNATURE
}
