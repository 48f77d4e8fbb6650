package dev.holdfast.session;

import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What is over of a group. Two clocks say it, and neither is held against the other.
 *
 * @param issuedBy by the provider's: sessions whose login's ID token was issued by then
 * @param begunBy by ours, to the millisecond: sessions that had begun by then
 */
record Tombstone(Instant issuedBy, Instant begunBy) {

  /** The provider has said so. */
  static Tombstone ofProvider(Instant issuedBy) {
    return new Tombstone(issuedBy, Instant.EPOCH);
  }

  /** Somebody here has. */
  static Tombstone ofOurs(Instant begunBy) {
    return new Tombstone(Instant.EPOCH, begunBy);
  }

  /** Throws {@link SessionStoreException} for what nobody can read: it may mean that it is over. */
  static Tombstone read(byte[] bytes) {
    try {
      FieldReader in = new FieldReader(bytes);
      Instant issuedBy = in.moment();
      return new Tombstone(
          issuedBy, in.isAtEnd() ? Instant.EPOCH : Instant.ofEpochMilli(in.number()));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new SessionStoreException("what is left of a logout cannot be read", e);
    }
  }

  byte[] toBytes() {
    return new FieldWriter().moment(issuedBy).number(begunBy.toEpochMilli()).toBytes();
  }

  /** Both together: what one of them has ended, the other does not revive. */
  Tombstone and(Tombstone other) {
    return new Tombstone(later(issuedBy, other.issuedBy), later(begunBy, other.begunBy));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  boolean ends(Session session) {
    long issued = session.providerSession().issuedAt().getEpochSecond();
    return issued <= issuedBy.getEpochSecond()
        || session.startedAt().toEpochMilli() <= begunBy.toEpochMilli();
  }
}
