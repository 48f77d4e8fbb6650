package dev.holdfast.session;

import java.time.Instant;
import java.util.Set;

/**
 * What a store keeps: sealed bytes, how long they may live, and the opaque groups they belong to.
 * Immutable; the arrays are copied on the way in and on the way out.
 */
public final class SealedRecord {
  private final byte[] bytes;
  private final Instant expiresAt;
  private final Instant idleUntil;
  private final Set<GroupKey> groups;
  private final byte[] label;

  /**
   * A record.
   *
   * @param bytes the envelope, readable to nobody but the one who holds its ticket
   * @param expiresAt the absolute end; no later call moves it
   * @param idleUntil the idle limit, at most {@code expiresAt}; {@link SessionStore#extend} moves
   *     it
   * @param groups the groups under which {@link SessionStore#list} and {@link
   *     SessionStore#deleteGroup} find it
   * @param label a few sealed bytes shown by {@link SessionStore#list}; may be empty
   */
  public SealedRecord(
      byte[] bytes, Instant expiresAt, Instant idleUntil, Set<GroupKey> groups, byte[] label) {
    if (idleUntil.isAfter(expiresAt)) {
      throw new IllegalArgumentException("idleUntil " + idleUntil + " is after " + expiresAt);
    }
    this.bytes = bytes.clone();
    this.expiresAt = expiresAt;
    this.idleUntil = idleUntil;
    this.groups = Set.copyOf(groups);
    this.label = label.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  public Instant idleUntil() {
    return idleUntil;
  }

  public Set<GroupKey> groups() {
    return groups;
  }

  public byte[] label() {
    return label.clone();
  }

  /** The same record with other bytes. */
  SealedRecord holding(byte[] other) {
    return new SealedRecord(other, expiresAt, idleUntil, groups, label);
  }

  /** The same record with another idle limit. */
  public SealedRecord idleUntil(Instant next) {
    return new SealedRecord(bytes, expiresAt, next, groups, label);
  }

  @Override
  public String toString() {
    return "SealedRecord[" + bytes.length + " bytes, expiresAt=" + expiresAt + "]";
  }
}
