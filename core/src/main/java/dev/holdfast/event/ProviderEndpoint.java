package dev.holdfast.event;

import java.util.Locale;

/** What a provider was asked for. */
public enum ProviderEndpoint {
  METADATA,
  KEYS,
  /** Pushed authorization requests (RFC 9126). */
  PUSHED_REQUEST,
  TOKEN,
  USERINFO,
  REVOCATION;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
