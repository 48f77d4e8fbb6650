package dev.holdfast.servlet.relay;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * What is sent to an API.
 *
 * @param isSentOnce whether it cannot be sent again
 */
record RequestBody(BodyPublisher publisher, boolean isSentOnce) {
  static final RequestBody NONE = new RequestBody(BodyPublishers.noBody(), false);

  static RequestBody of(byte[] kept) {
    return kept.length == 0 ? NONE : new RequestBody(BodyPublishers.ofByteArray(kept), false);
  }

  /**
   * A body that is read while it is sent.
   *
   * @param length in bytes; negative if that is not known
   */
  static RequestBody of(StreamedBody body, long length) {
    BodyPublisher publisher =
        length < 0
            ? BodyPublishers.fromPublisher(body)
            : BodyPublishers.fromPublisher(body, length);
    return new RequestBody(publisher, true);
  }
}
