package dev.holdfast.transport;

import dev.holdfast.config.ClientCertificate;

/**
 * One call out, one answer back. The only door to the network besides the application's own client.
 */
@FunctionalInterface
public interface HttpTransport {

  /**
   * Sends the call once and reads the whole answer. Blocks for at most the transport's time limit.
   * Follows no redirect, keeps no cookie, repeats nothing. Thread-safe.
   *
   * @throws TransportException if there is no complete answer within time and size limits
   */
  HttpReply send(HttpCall call) throws TransportException;

  /**
   * The same way, with a certificate for servers that ask for one (RFC 8705 §2). By default this
   * way itself: one of the application's own shows what it was made with.
   */
  default HttpTransport showing(ClientCertificate certificate) {
    return this;
  }
}
