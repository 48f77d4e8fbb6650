package dev.holdfast.store.cookie;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sessions in the browser's own cookies: the locator is the sealed session. Differs from {@link
 * SealedLocatorStore} only in its budget: a session that would not survive as cookies is refused
 * with {@link RecordTooLargeException} before it is sent.
 *
 * <p>Thread-safe; never blocks.
 */
public final class CookieSessionStore implements SessionStore {
  private final SealedLocatorStore sealed;

  /**
   * A store.
   *
   * @param maxChunks over how many cookies one session may be spread, 1 to 3: up to 3736, 6016 or
   *     11208 characters of locator. Three need header limits above the usual 8 KiB
   */
  public CookieSessionStore(int maxChunks) {
    this.sealed = new SealedLocatorStore(new CookieBudget(maxChunks).locatorCharacters());
  }

  @Override
  public Locator create(SealedRecord record) {
    return sealed.create(record);
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    return sealed.load(locator);
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    return sealed.replace(loaded, next);
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    return sealed.extend(loaded, idleUntil);
  }

  @Override
  public boolean delete(Locator locator) {
    return sealed.delete(locator);
  }

  @Override
  public boolean delete(RecordId id) {
    return sealed.delete(id);
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return sealed.deleteGroup(group);
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return sealed.list(group);
  }

  @Override
  public Custody custody() {
    return sealed.custody();
  }
}
