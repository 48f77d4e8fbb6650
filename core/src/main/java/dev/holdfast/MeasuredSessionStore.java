package dev.holdfast;

import dev.holdfast.event.Listeners;
import dev.holdfast.event.StoreOperation;
import dev.holdfast.seal.Locator;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Any store of sessions, with its calls measured. */
final class MeasuredSessionStore implements SessionStore {
  private final SessionStore store;
  private final StoreCalls calls;

  MeasuredSessionStore(SessionStore store, Listeners listeners) {
    this.store = store;
    this.calls = new StoreCalls(listeners, store);
  }

  @Override
  public Locator create(SealedRecord sealed) {
    return calls.done(StoreOperation.CREATE, () -> store.create(sealed));
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    return calls.made(StoreOperation.LOAD, () -> store.load(locator), Optional::isPresent);
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    return calls.made(
        StoreOperation.REPLACE,
        () -> store.replace(loaded, next),
        SaveResult.Saved.class::isInstance);
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    return calls.made(StoreOperation.EXTEND, () -> store.extend(loaded, idleUntil), done -> done);
  }

  @Override
  public boolean delete(Locator locator) {
    return calls.made(StoreOperation.DELETE, () -> store.delete(locator), done -> done);
  }

  @Override
  public boolean delete(RecordId id) {
    return calls.made(StoreOperation.DELETE, () -> store.delete(id), done -> done);
  }

  @Override
  public boolean delete(RecordId id, GroupKey group) {
    return calls.made(StoreOperation.DELETE, () -> store.delete(id, group), done -> done);
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return calls.done(StoreOperation.DELETE_GROUP, () -> store.deleteGroup(group));
  }

  @Override
  public int deleteAll(List<RecordId> ids) {
    return calls.done(StoreOperation.DELETE_GROUP, () -> store.deleteAll(ids));
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return calls.done(StoreOperation.LIST, () -> store.list(group));
  }

  @Override
  public Custody custody() {
    return store.custody();
  }

  @Override
  public void close() {
    store.close();
  }
}
