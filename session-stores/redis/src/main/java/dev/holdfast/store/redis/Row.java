package dev.holdfast.store.redis;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A record as one Redis value, so that one {@code GET} loads it:
 *
 * <pre>
 * octets  0      format, 1
 *         1..8   version
 *         9..16  created at      milliseconds since 1970, as the two below;
 *        17..24  expires at      numbers are big-endian
 *        25..32  idle until
 *        33..36  length of what follows
 *        37..    {@link About}, then the sealed bytes
 * </pre>
 *
 * <p>{@link Script} reads and writes the same layout.
 */
final class Row {
  private static final byte FORMAT = 1;
  private static final int VERSION = 1;
  private static final int CREATED = 9;
  private static final int EXPIRES = 17;
  private static final int IDLE = 25;
  private static final int LENGTH = 33;
  private static final int ABOUT = 37;

  private final byte[] octets;
  private final ByteBuffer numbers;
  private final int sealedFrom;

  private Row(byte[] octets, ByteBuffer numbers, int sealedFrom) {
    this.octets = octets;
    this.numbers = numbers;
    this.sealedFrom = sealedFrom;
  }

  /** A new record's value; {@link Script#CREATE} adds when it was created. */
  static byte[] first(byte[] version, SealedRecord sealed) {
    byte[] about = About.of(sealed).encoded();
    byte[] bytes = sealed.bytes();
    return ByteBuffer.allocate(ABOUT + about.length + bytes.length)
        .put(FORMAT)
        .put(version)
        .putLong(0)
        .putLong(Millis.of(sealed.expiresAt()))
        .putLong(Millis.of(sealed.idleUntil()))
        .putInt(about.length)
        .put(about)
        .put(bytes)
        .array();
  }

  /** The row in this value; empty if it is none that this version of the code can read. */
  static Optional<Row> in(byte[] value) {
    ByteBuffer numbers = ByteBuffer.wrap(value);
    if (value.length < ABOUT || value[0] != FORMAT) {
      return Optional.empty();
    }
    long sealedFrom = ABOUT + (long) numbers.getInt(LENGTH);
    if (sealedFrom < ABOUT || sealedFrom > value.length) {
      return Optional.empty();
    }
    return Optional.of(new Row(value, numbers, (int) sealedFrom))
        .filter(row -> !row.idleUntil().isAfter(row.expiresAt()));
  }

  private Instant time(int at) {
    return Instant.ofEpochMilli(numbers.getLong(at));
  }

  private Instant expiresAt() {
    return time(EXPIRES);
  }

  private Instant idleUntil() {
    return time(IDLE);
  }

  private byte[] slice(int from, int to) {
    return Arrays.copyOfRange(octets, from, to);
  }

  Optional<About> about() {
    return About.in(slice(ABOUT, sealedFrom));
  }

  /** What {@code load} answers: neither label nor groups, which are for {@code list}. */
  StoredRecord at(Locator locator) {
    return at(locator, slice(sealedFrom, octets.length));
  }

  /** As {@link #at(Locator)}, of a row that came without its sealed bytes. */
  StoredRecord at(Locator locator, byte[] bytes) {
    SealedRecord sealed = new SealedRecord(bytes, expiresAt(), idleUntil(), Set.of(), new byte[0]);
    return new StoredRecord(locator, numbers.getLong(VERSION), sealed);
  }

  Optional<RecordSummary> summary(RecordId id) {
    return about()
        .map(
            about -> new RecordSummary(id, time(CREATED), expiresAt(), idleUntil(), about.label()));
  }
}
