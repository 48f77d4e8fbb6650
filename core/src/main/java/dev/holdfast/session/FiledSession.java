package dev.holdfast.session;

import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;

/**
 * A session as the server files it. Until its ticket is renewed that is an envelope and nothing
 * else; then the secret that opens the envelope stands beside it, sealed for who holds another one.
 */
final class FiledSession {
  /** Not the version of an envelope: whoever knows only those takes it for no session. */
  private static final int RENEWED = 16;

  private static final byte[] NOTHING = {};

  private final byte[] envelope;
  private final byte[] forOlder;
  private final byte[] forServer;

  private FiledSession(byte[] envelope, byte[] forOlder, byte[] forServer) {
    this.envelope = envelope;
    this.forOlder = forOlder;
    this.forServer = forServer;
  }

  /** Whatever the bytes are; those that are no session open to nobody. */
  static FiledSession in(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == RENEWED) {
      try {
        FieldReader in = new FieldReader(bytes);
        in.octet();
        byte[] forOlder = in.bytes();
        byte[] forServer = in.bytes();
        return new FiledSession(in.bytes(), forOlder, forServer);
      } catch (IllegalArgumentException e) {
        return new FiledSession(NOTHING, NOTHING, NOTHING); // cut off
      }
    }
    return new FiledSession(bytes, NOTHING, NOTHING);
  }

  byte[] envelope() {
    return envelope;
  }

  /** The newest secret, for who brings the ticket before; may be empty. */
  byte[] forOlder() {
    return forOlder;
  }

  /** The newest secret, for who has the session's {@link TicketLink}; may be empty. */
  byte[] forServer() {
    return forServer;
  }

  /** The same ticket, with the session as it is now. */
  byte[] holding(byte[] next) {
    return forServer.length == 0 ? next : renewed(next, forOlder, forServer);
  }

  /** A session under a new ticket. */
  static byte[] renewed(byte[] next, byte[] forOlder, byte[] forServer) {
    return new FieldWriter(next.length + forOlder.length + forServer.length + 16)
        .octet(RENEWED)
        .bytes(forOlder)
        .bytes(forServer)
        .bytes(next)
        .toBytes();
  }

  static byte[] noWay() {
    return NOTHING.clone();
  }
}
