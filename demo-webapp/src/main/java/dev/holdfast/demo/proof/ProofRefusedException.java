package dev.holdfast.demo.proof;

/** A proof that is missing, wrong, replayed or without a usable nonce. */
public final class ProofRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller is told, in the words of RFC 9449. */
  public enum Reason {
    /** Absent, unreadable, wrongly signed, too old, or for another request. */
    INVALID_PROOF("invalid_dpop_proof"),
    /** Good perhaps, but the server wants its own nonce in it. */
    NONCE_WANTED("use_dpop_nonce"),
    /** The proof's key or hash does not belong to the access token. */
    WRONG_TOKEN("invalid_token");

    private final String error;

    Reason(String error) {
      this.error = error;
    }

    /** The value of {@code error} on the wire. */
    public String error() {
      return error;
    }
  }

  private final Reason reason;

  ProofRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ProofRefusedException(Reason reason, Throwable cause) {
    super(cause.getMessage(), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
