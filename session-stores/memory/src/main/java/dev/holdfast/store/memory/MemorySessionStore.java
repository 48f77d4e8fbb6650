package dev.holdfast.store.memory;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sessions in the memory of one server, gone when it stops.
 *
 * <p>Nobody is logged out to make room: when the store is full of living records, {@link #create}
 * throws {@link SessionStoreException} and new users have to wait.
 *
 * <p>Thread-safe; calls for different records do not wait for each other.
 */
public final class MemorySessionStore implements SessionStore {
  private final ExpiringMap<RecordId, Row> rows;
  private final GroupIndex groups = new GroupIndex();
  private final InstantSource time;
  private final RandomBytes random;

  /**
   * An empty store.
   *
   * @param maxSessions how many records may live at once, give or take the threads that create one
   *     at the same moment
   */
  public MemorySessionStore(InstantSource time, RandomBytes random, int maxSessions) {
    this.time = time;
    this.random = random;
    this.rows =
        new ExpiringMap<>(time, maxSessions, (id, row) -> groups.remove(id, row.sealed().groups()));
  }

  @Override
  public Locator create(SealedRecord sealed) {
    Locator locator = Handles.next(random);
    RecordId id = Handles.idOf(locator).orElseThrow();
    Row row = Row.first(sealed, time.instant());
    if (!rows.putIfAbsent(id, row, (same, added) -> groups.add(id, sealed.groups()))) {
      throw new SessionStoreException("the source of random bytes repeats itself");
    }
    return locator;
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    return Handles.idOf(locator).flatMap(rows::get).map(row -> row.at(locator));
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    Optional<Row> saved =
        Handles.idOf(loaded.locator())
            .flatMap(
                id ->
                    rows.changeIf(
                        id, row -> row.version() == loaded.version(), row -> row.replacedBy(next)));
    if (saved.isPresent()) {
      return new SaveResult.Saved(saved.get().at(loaded.locator()));
    }
    return load(loaded.locator()).isPresent() ? new SaveResult.Conflict() : new SaveResult.Gone();
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    return Handles.idOf(loaded.locator())
        .flatMap(id -> rows.changeIf(id, row -> true, row -> row.idleUntil(idleUntil)))
        .isPresent();
  }

  @Override
  public boolean delete(Locator locator) {
    return Handles.idOf(locator).map(this::delete).orElse(false);
  }

  @Override
  public boolean delete(RecordId id) {
    return rows.removeIf(id, row -> true);
  }

  @Override
  public boolean delete(RecordId id, GroupKey group) {
    return rows.removeIf(id, row -> row.sealed().groups().contains(group));
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return Math.toIntExact(groups.of(group).stream().filter(this::delete).count());
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return groups.of(group).stream()
        .flatMap(id -> rows.get(id).map(row -> row.summary(id)).stream())
        .toList();
  }

  @Override
  public Custody custody() {
    return Custody.SERVER;
  }

  /** What is kept, for tests that look behind the store. */
  ExpiringMap<RecordId, Row> rows() {
    return rows;
  }

  /** What is kept about groups, for tests that look behind the store. */
  GroupIndex groups() {
    return groups;
  }
}
