package dev.holdfast.session;

import java.time.Instant;

/** What {@link SessionStore#list} shows of a record. */
public final class RecordSummary {
  private final RecordId id;
  private final Instant createdAt;
  private final Instant expiresAt;
  private final Instant idleUntil;
  private final byte[] label;

  /** A summary; the label is copied. */
  public RecordSummary(
      RecordId id, Instant createdAt, Instant expiresAt, Instant idleUntil, byte[] label) {
    this.id = id;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.idleUntil = idleUntil;
    this.label = label.clone();
  }

  public RecordId id() {
    return id;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  public Instant idleUntil() {
    return idleUntil;
  }

  public byte[] label() {
    return label.clone();
  }

  @Override
  public String toString() {
    return "RecordSummary[" + id + ", expiresAt=" + expiresAt + "]";
  }
}
