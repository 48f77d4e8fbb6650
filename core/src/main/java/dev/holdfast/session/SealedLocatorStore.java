package dev.holdfast.session;

import dev.holdfast.seal.Base64Url;
import dev.holdfast.seal.Locator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The store that keeps nothing: its locator is the sealed record, as canonical base64url text
 * without padding.
 *
 * <p>Whatever decodes is answered by {@link #load}, whether it was ever created or not: only who
 * opens the envelope learns if it is genuine and still alive. The loaded record therefore says
 * {@link Instant#MAX} for both of its times, no groups and an empty label; the true times are
 * inside the seal. Nothing can be ended here, so {@code delete} and {@code extend} answer false.
 *
 * <p>Thread-safe; never blocks.
 */
public final class SealedLocatorStore implements SessionStore {
  private static final long ONLY_VERSION = 0;

  private final int longest;

  /** A store whose locators may be of any length. */
  public SealedLocatorStore() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A store with a budget.
   *
   * @param longest the most characters a locator may have; longer ones are neither made nor read
   */
  public SealedLocatorStore(int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("longest " + longest + " < 1");
    }
    this.longest = longest;
  }

  @Override
  public Locator create(SealedRecord sealed) {
    String text = Base64Url.encode(sealed.bytes());
    if (text.length() > longest) {
      throw new RecordTooLargeException(text.length(), longest);
    }
    return Locator.of(text);
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    return decode(locator.value().reveal())
        .map(bytes -> new SealedRecord(bytes, Instant.MAX, Instant.MAX, Set.of(), new byte[0]))
        .map(found -> new StoredRecord(locator, ONLY_VERSION, found));
  }

  private Optional<byte[]> decode(String text) {
    if (text.length() > longest) {
      return Optional.empty();
    }
    // one record, one text: padding and stray bits would give it a second name
    return Base64Url.decode(text);
  }

  /** Always {@link SaveResult.Saved}, under a new locator: nobody here sees a conflict. */
  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    return new SaveResult.Saved(new StoredRecord(create(next), ONLY_VERSION, next));
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    return false;
  }

  @Override
  public boolean delete(Locator locator) {
    return false;
  }

  @Override
  public boolean delete(RecordId id) {
    return false;
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return 0;
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return List.of();
  }

  @Override
  public Custody custody() {
    return Custody.BROWSER;
  }
}
