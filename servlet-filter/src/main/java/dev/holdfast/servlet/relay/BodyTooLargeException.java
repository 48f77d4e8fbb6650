package dev.holdfast.servlet.relay;

import java.io.IOException;

/** A body has more bytes than its route allows. */
final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(long most) {
    super("the body is larger than " + ByteCount.text(most));
  }
}
