package dev.holdfast.outbound;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.transport.Origin;

/** A request would have carried a token to an origin that is not listed; nothing was sent. */
public final class OriginNotAllowedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  OriginNotAllowedException(Origin origin) {
    super("allowed-origins does not list " + origin + ", so no token may travel there");
  }

  /** Always {@link ErrorCode#ORIGIN_NOT_ALLOWED}. */
  public ErrorCode code() {
    return ErrorCode.ORIGIN_NOT_ALLOWED;
  }
}
