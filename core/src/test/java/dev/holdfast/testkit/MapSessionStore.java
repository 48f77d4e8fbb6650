package dev.holdfast.testkit;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A session store in a map that can break on command, and counts what is asked of it. */
public final class MapSessionStore implements SessionStore {
  private final InstantSource time;
  private final Map<RecordId, Row> rows = new ConcurrentHashMap<>();
  private final AtomicInteger trips = new AtomicInteger();
  private volatile boolean broken;
  private volatile boolean narrow;
  private final AtomicInteger failingReplaces = new AtomicInteger();

  private record Row(long version, SealedRecord kept) {}

  /** An empty store. */
  public MapSessionStore(InstantSource time) {
    this.time = time;
  }

  /** From now on every call fails, or none. */
  public void broken(boolean now) {
    broken = now;
  }

  /** From now on nothing fits in place of what is there, or everything. */
  public void narrow(boolean now) {
    narrow = now;
  }

  /** The next so many replacements fail. */
  public void failReplaces(int count) {
    failingReplaces.set(count);
  }

  /** How often the store was asked for anything. */
  public int trips() {
    return trips.get();
  }

  public int size() {
    return rows.size();
  }

  private void trip() {
    trips.incrementAndGet();
    if (broken) {
      throw new SessionStoreException("broken on command");
    }
  }

  private static RecordId idOf(Locator locator) {
    return Handles.idOf(locator).orElse(new RecordId("none"));
  }

  private boolean alive(Row row) {
    return time.instant().isBefore(row.kept().idleUntil());
  }

  @Override
  public Locator create(SealedRecord kept) {
    trip();
    Locator locator = Handles.next(RandomBytes.secure());
    rows.put(idOf(locator), new Row(1, kept));
    return locator;
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    trip();
    return Optional.ofNullable(rows.get(idOf(locator)))
        .filter(this::alive)
        .map(row -> new StoredRecord(locator, row.version(), row.kept()));
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    if (narrow) {
      throw new RecordTooLargeException(next.bytes().length, 0);
    }
    trip();
    if (failingReplaces.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new SessionStoreException("broken on command");
    }
    RecordId id = idOf(loaded.locator());
    Row old = rows.get(id);
    if (old == null || !alive(old)) {
      return new SaveResult.Gone();
    }
    Row changed = new Row(loaded.version() + 1, next);
    boolean won = old.version() == loaded.version() && rows.replace(id, old, changed);
    return won
        ? new SaveResult.Saved(new StoredRecord(loaded.locator(), changed.version(), next))
        : new SaveResult.Conflict();
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    trip();
    return rows.computeIfPresent(
            idOf(loaded.locator()),
            (id, row) -> new Row(row.version(), row.kept().idleUntil(idleUntil)))
        != null;
  }

  @Override
  public boolean delete(Locator locator) {
    return delete(idOf(locator));
  }

  @Override
  public boolean delete(RecordId id) {
    trip();
    return rows.remove(id) != null;
  }

  @Override
  public int deleteGroup(GroupKey group) {
    trip();
    int before = rows.size();
    rows.values().removeIf(row -> row.kept().groups().contains(group));
    return before - rows.size();
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    trip();
    return rows.entrySet().stream()
        .filter(row -> row.getValue().kept().groups().contains(group))
        .map(row -> summary(row.getKey(), row.getValue().kept()))
        .toList();
  }

  /** When a record was made, it does not remember. */
  private static RecordSummary summary(RecordId id, SealedRecord kept) {
    return new RecordSummary(id, Instant.EPOCH, kept.expiresAt(), kept.idleUntil(), kept.label());
  }

  @Override
  public Custody custody() {
    return Custody.SERVER;
  }
}
