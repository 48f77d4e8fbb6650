package dev.holdfast.session;

/** Who holds a store's bytes, hence what its promises are worth. */
public enum Custody {
  /** The server: conflicts are seen, deletion is final. */
  SERVER,
  /**
   * The browser: the locator is the record. The store alone sees no conflict and cannot end a copy;
   * {@link Sessions} adds both through the {@link CoordinationStore}.
   */
  BROWSER
}
