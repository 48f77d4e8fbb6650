package dev.holdfast.session;

/** A record does not fit where it has to be kept. Nothing was written. */
public final class RecordTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the budget.
   *
   * @param size what the record needs, in octets as kept
   * @param limit what there is, in the same unit
   */
  public RecordTooLargeException(int size, int limit) {
    super("a session needs " + size + " octets, the limit is " + limit);
  }
}
