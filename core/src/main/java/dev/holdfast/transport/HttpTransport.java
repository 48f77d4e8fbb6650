package dev.holdfast.transport;

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
}
