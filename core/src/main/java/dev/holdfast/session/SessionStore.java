package dev.holdfast.session;

import dev.holdfast.seal.Locator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sealed records. Sees bytes, an expiry and opaque group keys; never a token, a key or a
 * user.
 *
 * <p>Thread-safe: any two methods may run for the same locator at the same moment, here or on
 * another node. A locator comes from a browser and is hostile text: one that this store cannot have
 * issued is unknown, never an error. Records are filed under the SHA-256 of their locator.
 *
 * <p>A store that cannot be reached throws {@link SessionStoreException}; it never answers "empty"
 * instead. Each sentence here is a case of the published {@code SessionStoreContract}.
 */
public interface SessionStore extends AutoCloseable {

  /**
   * Files a new record under a locator nobody had before.
   *
   * @throws RecordTooLargeException if it does not fit where the records are kept
   */
  Locator create(SealedRecord sealed);

  /** The record; empty if unknown, deleted, idle or expired at this very instant, or not ours. */
  Optional<StoredRecord> load(Locator locator);

  /**
   * Puts {@code next} in place of exactly the version that was loaded. Revives nothing. Keeps the
   * groups, the label and the absolute expiry the record was created with; an idle limit beyond
   * that is cut to it.
   *
   * @throws RecordTooLargeException if it does not fit where the records are kept
   */
  SaveResult replace(StoredRecord loaded, SealedRecord next);

  /**
   * Moves the idle limit only, never beyond the absolute expiry; bytes and version stay.
   *
   * @return false if the record is gone or the browser holds it
   */
  boolean extend(StoredRecord loaded, Instant idleUntil);

  /**
   * Forgets the record.
   *
   * @return true for exactly one caller, false for an unknown locator or where the browser holds it
   */
  boolean delete(Locator locator);

  /** Forgets the record that {@link #list} showed; true for exactly one caller. */
  boolean delete(RecordId id);

  /**
   * Forgets the record if it is in the group; true for exactly one caller. A store that can tell
   * without looking through the group should.
   */
  default boolean delete(RecordId id, GroupKey group) {
    return list(group).stream().anyMatch(member -> member.id().equals(id)) && delete(id);
  }

  /**
   * Forgets every record of the group whose {@link #create} returned before this call.
   *
   * @return how many this call ended
   */
  int deleteGroup(GroupKey group);

  /**
   * Forgets the records that {@link #list} showed; an id of none is no error. A store that can
   * forget many in one trip should.
   *
   * @return how many this call ended, as far as the store can tell
   */
  default int deleteAll(List<RecordId> ids) {
    return Math.toIntExact(ids.stream().filter(this::delete).count());
  }

  /** The living records of a group, in no order, without their bytes. */
  List<RecordSummary> list(GroupKey group);

  /** Who holds the bytes. */
  Custody custody();

  /** Lets go of threads and connections that the store made itself. */
  @Override
  default void close() {}
}
