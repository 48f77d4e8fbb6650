package dev.holdfast.seal;

/**
 * What a sealed record is for. Part of its key and of its associated data: none opens as another.
 */
public enum Purpose {
  /** A login under way: the contents of {@code state}. */
  LOGIN(1),
  /** A session. */
  SESSION(2),
  /**
   * The newer cookie of a browser-held session, left for requests that still carry the older one.
   */
  SUCCESSOR(3),
  /** Where a login led that is used up, for a browser that brings its callback again. */
  LOGIN_USED(4),
  /** A step-up that a page may begin later. */
  STEP_UP(5),
  /** A token of a client's own, with its key, for all nodes. */
  CLIENT_TOKEN(6),
  /** An answer to a login that came by POST, on its way to the request that brings cookies. */
  LOGIN_ANSWER(7),
  /** By what a session is told apart in a list. */
  SESSION_LABEL(8);

  private final byte id;

  Purpose(int id) {
    this.id = (byte) id;
  }

  /** The byte that stands for this purpose in an envelope's key and associated data. */
  public byte id() {
    return id;
  }
}
