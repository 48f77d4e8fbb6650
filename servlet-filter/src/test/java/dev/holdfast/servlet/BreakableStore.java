package dev.holdfast.servlet;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that can be taken away or fall silent, and that counts who asks. */
final class BreakableStore implements SessionStore {
  private final SessionStore store;
  private final Runnable closed;
  private final AtomicInteger loads = new AtomicInteger();
  private volatile boolean broken;
  private volatile boolean readOnly;
  private volatile boolean full;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger mostWaiting = new AtomicInteger();
  private volatile CountDownLatch arrivals = new CountDownLatch(0);
  private volatile @Nullable CountDownLatch silence;
  private volatile Map<Locator, Locator> swapped = Map.of();

  BreakableStore(SessionStore store) {
    this(store, () -> {});
  }

  /** A store that tells when it is closed. */
  BreakableStore(SessionStore store, Runnable closed) {
    this.store = store;
    this.closed = closed;
  }

  void breakDown() {
    broken = true;
  }

  /** From now on it is read, but nothing is filed, changed or deleted. */
  void takeNothing() {
    readOnly = true;
  }

  /**
   * From now on who reads waits, until {@link #endSilence}.
   *
   * @return opens when so many wait
   */
  CountDownLatch fallSilent(int callers) {
    CountDownLatch expected = new CountDownLatch(callers);
    mostWaiting.set(0);
    arrivals = expected;
    silence = new CountDownLatch(1);
    return expected;
  }

  /** The time limit of all who are waiting is over. */
  void endSilence() {
    CountDownLatch ending = silence;
    silence = null;
    if (ending != null) {
      ending.countDown();
    }
  }

  /** How many have waited at the same moment since it fell silent. */
  int mostWaiting() {
    return mostWaiting.get();
  }

  private void hearSilence(CountDownLatch until) {
    int now = waiting.incrementAndGet();
    mostWaiting.accumulateAndGet(now, Math::max);
    arrivals.countDown();
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
    throw new SessionStoreException("silent for a test");
  }

  void repair() {
    broken = false;
    readOnly = false;
  }

  /** From now on no record fits that is to take another's place. */
  void fillUp() {
    full = true;
  }

  /** From now on each of two locators finds what the other one did. */
  void swap(Locator one, Locator other) {
    swapped = Map.of(one, other, other, one);
  }

  int loads() {
    return loads.get();
  }

  private SessionStore reached() {
    if (broken) {
      throw new SessionStoreException("broken for a test");
    }
    return store;
  }

  private SessionStore writable() {
    if (readOnly) {
      throw new SessionStoreException("read-only for a test");
    }
    return reached();
  }

  @Override
  public Locator create(SealedRecord record) {
    return writable().create(record);
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    loads.incrementAndGet();
    CountDownLatch until = silence;
    if (until != null) {
      hearSilence(until);
    }
    return reached().load(swapped.getOrDefault(locator, locator));
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    if (full) {
      throw new RecordTooLargeException(2, 1);
    }
    return writable().replace(loaded, next);
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    return writable().extend(loaded, idleUntil);
  }

  @Override
  public boolean delete(Locator locator) {
    return writable().delete(locator);
  }

  @Override
  public boolean delete(RecordId id) {
    return reached().delete(id);
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return reached().deleteGroup(group);
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return reached().list(group);
  }

  @Override
  public Custody custody() {
    return store.custody();
  }

  @Override
  public void close() {
    store.close();
    closed.run();
  }
}
