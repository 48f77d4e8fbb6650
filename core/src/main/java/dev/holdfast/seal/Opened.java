package dev.holdfast.seal;

import java.time.Instant;

/** What an envelope held, after every check. Does not print its contents. */
public final class Opened {
  private final byte[] bytes;
  private final Instant expiresAt;
  private final String sealedBy;

  Opened(byte[] bytes, Instant expiresAt, String sealedBy) {
    this.bytes = bytes;
    this.expiresAt = expiresAt;
    this.sealedBy = sealedBy;
  }

  /** The contents themselves, not a copy: they belong to the caller now. */
  public byte[] bytes() {
    return bytes;
  }

  /** The authenticated end of the record's life, to the millisecond. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** The id of the server's key; not the current one's if the ring was rotated since. */
  public String sealedBy() {
    return sealedBy;
  }

  @Override
  public String toString() {
    return "Opened[sealedBy=" + sealedBy + ", expiresAt=" + expiresAt + "]";
  }
}
