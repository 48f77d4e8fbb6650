package dev.holdfast.testkit;

/** How a server goes about DPoP nonces (RFC 9449 §8, §9). */
public enum NonceMode {
  /** Never mentions them. */
  NONE,
  /** One nonce for all, in every answer, good until {@code rotateNonce()}. */
  ROTATING,
  /** A new one in every answer, each good for one request. */
  ALWAYS_NEW,
  /** Demands another one whatever it is given. */
  ENDLESS_DEMAND
}
