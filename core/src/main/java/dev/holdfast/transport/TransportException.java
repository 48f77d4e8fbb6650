package dev.holdfast.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call got no complete answer. Whether it was received is unknown. */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what happened; names the origin at most, never a path, a header or a body. */
  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** With what happened; names the origin at most, never a path, a header or a body. */
  public TransportException(String message) {
    super(message);
  }
}
