package dev.holdfast.session;

/** How a {@link SessionStore#replace} ended. */
public sealed interface SaveResult {
  /**
   * Saved.
   *
   * @param now the record as it is from now on; its locator differs where the browser holds the
   *     bytes
   */
  record Saved(StoredRecord now) implements SaveResult {}

  /** Somebody saved first. Load again: theirs is newer. */
  record Conflict() implements SaveResult {}

  /** Deleted or expired meanwhile. */
  record Gone() implements SaveResult {}
}
