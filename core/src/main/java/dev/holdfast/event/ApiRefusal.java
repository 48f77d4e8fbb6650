package dev.holdfast.event;

import java.util.Locale;

/** Why an API did not take a call. */
public enum ApiRefusal {
  /** It asks for a nonce (RFC 9449 §9). */
  NONCE,
  /** It did not take the proof, and its clock differs from ours. */
  CLOCK,
  /** It did not take the proof, for another reason (RFC 9449 §7.1). */
  PROOF,
  /** It did not take the access token. */
  TOKEN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
