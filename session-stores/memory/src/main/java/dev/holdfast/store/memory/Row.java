package dev.holdfast.store.memory;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.StoredRecord;
import java.time.Instant;

/** A filed record. Each change makes another row. */
record Row(SealedRecord sealed, Instant createdAt, long version) implements Mortal {

  static Row first(SealedRecord sealed, Instant createdAt) {
    return new Row(sealed, createdAt, 1);
  }

  /** The next version: other bytes and another idle limit, all else as created. */
  Row replacedBy(SealedRecord next) {
    Instant end = sealed.expiresAt();
    SealedRecord merged =
        new SealedRecord(
            next.bytes(), end, earlier(next.idleUntil(), end), sealed.groups(), sealed.label());
    return new Row(merged, createdAt, version + 1);
  }

  /** The same version with another idle limit. */
  Row idleUntil(Instant next) {
    return new Row(sealed.idleUntil(earlier(next, sealed.expiresAt())), createdAt, version);
  }

  StoredRecord at(Locator locator) {
    return new StoredRecord(locator, version, sealed);
  }

  RecordSummary summary(RecordId id) {
    return new RecordSummary(id, createdAt, sealed.expiresAt(), sealed.idleUntil(), sealed.label());
  }

  @Override
  public Instant until() {
    return sealed.idleUntil();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
